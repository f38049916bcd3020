// SPDX-License-Identifier: Apache-2.0
// The camera with its live hints. Whoever has none, or will not share it, takes a file.
import {useEffect, useRef, useState} from 'react';

import {Button, Ways} from '../../ui/Button';
import {Notice} from '../../ui/Notice';
import {useWords} from '../words';
import {smallOf, still} from './frame';
import {hintsOf, type Hint, type Side} from './quality';

const kLookMs = 700;

export function Hints({hints}: {hints: Hint[]}) {
  const {t} = useWords();
  return (
    <div className="photo-hints" role="status">
      {hints.length === 0 && <p>{t('photo.good')}</p>}
      {hints.map((hint) => <p key={hint}>{t(`photo.${hint}`)}</p>)}
    </div>
  );
}

export function Camera({side, hasEmblem, onTaken, onFile, onFailed}: {
  side: Side;
  hasEmblem: boolean;
  onTaken: (picture: HTMLCanvasElement) => void;
  // A file is wanted instead.
  onFile: () => void;
  // There is no camera, or it may not be used.
  onFailed: () => void;
}) {
  const {t} = useWords();
  const video = useRef<HTMLVideoElement>(null);
  const [hints, setHints] = useState<Hint[] | null>(null);
  useEffect(() => {
    let stream: MediaStream | null = null;
    let isOver = false;
    const begin = async () => {
      stream = await navigator.mediaDevices.getUserMedia(
        {video: {facingMode: 'environment', width: {ideal: 1920}}, audio: false});
      if (isOver || !video.current) return stream.getTracks().forEach((track) => track.stop());
      video.current.srcObject = stream;
      await video.current.play();
    };
    begin().catch(() => !isOver && onFailed());
    const timer = setInterval(() => {
      const frame = video.current?.videoWidth ? smallOf(video.current) : null;
      if (frame) setHints(hintsOf(frame, side, hasEmblem));
    }, kLookMs);
    return () => {
      isOver = true;
      clearInterval(timer);
      stream?.getTracks().forEach((track) => track.stop());
    };
    // The camera is opened once for a side; what it reports to may change.
  }, [side, hasEmblem]);
  return (
    <>
      <video ref={video} className="photo-frame" muted playsInline aria-label={t('photo.preview')} />
      {hints ? <Hints hints={hints} /> : <Notice><p>{t('photo.starting')}</p></Notice>}
      <Ways>
        <Button look="go" onClick={() => video.current?.videoWidth && onTaken(still(video.current))}>
          {t('photo.take')}
        </Button>
        <Button onClick={onFile}>{t('photo.use_file')}</Button>
      </Ways>
    </>
  );
}
