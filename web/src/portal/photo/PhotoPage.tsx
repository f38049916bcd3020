// SPDX-License-Identifier: Apache-2.0
// One side of a document: camera or file, a look at it, and what the server finds.
import {useMutation} from '@tanstack/react-query';
import {useEffect, useRef, useState} from 'react';
import {Navigate, useLocation, useNavigate, useParams} from 'react-router-dom';

import {Refusal, type Schemas} from '../../api/client';
import {Button, ButtonLink, Ways} from '../../ui/Button';
import {FileField} from '../../ui/Field';
import {Notice} from '../../ui/Notice';
import {useAbout, useCase, type Case} from '../data';
import {Page} from '../Page';
import {Answer, Problem} from '../Problem';
import {useArrival} from '../useArrival';
import {useWords} from '../words';
import {uploadOrKeep} from '../cases/upload';
import {Camera, Hints} from './Camera';
import {jpegOf, show, smallOf, still} from './frame';
import {hintsOf, type Hint, type Side} from './quality';
import {errandOf, kKinds, otherSide} from './wanted';
import './Photo.css';

interface Picture {
  canvas: HTMLCanvasElement;
  hints: Hint[];
}

function pictureOf(canvas: HTMLCanvasElement, side: Side, hasEmblem: boolean): Picture {
  const small = smallOf(canvas);
  return {canvas, hints: small ? hintsOf(small, side, hasEmblem) : []};
}

// What the server found, each by its name.
function Defects({fault}: {fault: unknown}) {
  const {t, say} = useWords();
  if (!(fault instanceof Refusal) || fault.code !== 'document.defects') return null;
  const defects = (fault.body.defects ?? []) as Schemas['Defect'][];
  return (
    <Notice tone="warn" role="alert">
      <p>{t('photo.refused')}</p>
      <ul>{defects.map((one) => <li key={one.code}>{say(one.text)}</li>)}</ul>
      <p className="small quiet">{t('problem.code', {code: fault.code})}</p>
    </Notice>
  );
}

function useSend(one: Case, side: Side) {
  const {t} = useWords();
  const navigate = useNavigate();
  const errand = errandOf(useLocation().state);
  return useMutation({
    mutationFn: async (picture: Picture) => {
      const file = await jpegOf(picture.canvas);
      const kind = kKinds[side];
      return uploadOrKeep(one.id, kind, file, `${kind}.jpg`);
    },
    onSuccess: (isSent) => {
      const other = otherSide(one, side);
      const done = errand?.to ?? `/my/cases/${one.id}`;
      const to = other ? `/my/cases/${one.id}/photo/${other}` : done;
      navigate(to, {replace: true, state: {...errand,
        note: t(isSent ? 'photo.sent' : 'documents.kept')}});
    },
  });
}

function Look({picture}: {picture: Picture}) {
  const {t} = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) show(picture.canvas, canvas.current);
  }, [picture]);
  return <canvas ref={canvas} className="photo-frame" role="img" aria-label={t('photo.taken')} />;
}

function Take({one, side}: {one: Case; side: Side}) {
  const {t} = useWords();
  const hasEmblem = useAbout()?.country === 'CN';
  const hasCamera = Boolean(navigator.mediaDevices?.getUserMedia);
  const [how, setHow] = useState<'ask' | 'camera' | 'file'>('ask');
  const [picture, setPicture] = useState<Picture | null>(null);
  const [isUnread, setIsUnread] = useState(false);
  const [isBlind, setIsBlind] = useState(false);
  const [isOpen] = useState(one.actions.includes('add_document'));
  const spot = useArrival<HTMLDivElement>(picture ? 'picture' : how);
  const sending = useSend(one, side);
  const isDefect = sending.error instanceof Refusal && sending.error.code === 'document.defects';
  const again = () => {
    setPicture(null);
    sending.reset();
  };
  const read = async (file: File | null) => {
    setIsUnread(false);
    if (!file) return;
    try {
      const bitmap = await createImageBitmap(file, {imageOrientation: 'from-image'});
      setPicture(pictureOf(still(bitmap), side, hasEmblem));
    } catch {
      setIsUnread(true);
    }
  };
  const errand = errandOf(useLocation().state);
  const back = <ButtonLink to={errand?.to ?? `/my/cases/${one.id}/documents`} state={errand}>
    {t('page.back')}
  </ButtonLink>;
  if (!isOpen) return <Navigate to={`/my/cases/${one.id}`} replace />;
  if (picture)
    return (
      <div ref={spot} tabIndex={-1} className="arrival">
        <Look picture={picture} />
        {!isDefect && <Hints hints={picture.hints} />}
        <Defects fault={sending.error} />
        {!isDefect && <Problem fault={sending.error} />}
        <Ways>
          {!isDefect && (
            <Button look="go" isBusy={sending.isPending} onClick={() => sending.mutate(picture)}>
              {t('photo.send')}
            </Button>
          )}
          <Button look={isDefect ? 'go' : 'plain'} onClick={again}>{t('photo.again')}</Button>
          {isDefect && back}
        </Ways>
      </div>
    );
  if (how === 'camera')
    return (
      <div ref={spot} tabIndex={-1} className="arrival">
        <Camera side={side} hasEmblem={hasEmblem} onFile={() => setHow('file')}
          onFailed={() => {
            setIsBlind(true);
            setHow('file');
          }}
          onTaken={(canvas) => setPicture(pictureOf(canvas, side, hasEmblem))} />
      </div>
    );
  return (
    <div ref={spot} tabIndex={-1} className="arrival">
      {isBlind && <Notice tone="warn" role="status"><p>{t('photo.no_camera')}</p></Notice>}
      <FileField accept="image/jpeg,image/png,image/webp" label={t('photo.file')} file={null}
        choose={t('file.choose')} wrong={isUnread ? t('photo.unread') : undefined}
        onFile={(file) => void read(file)} />
      <Ways>
        {hasCamera && how === 'ask' && (
          <Button look="go" onClick={() => setHow('camera')}>{t('photo.camera')}</Button>
        )}
        {back}
      </Ways>
    </div>
  );
}

export default function PhotoPage() {
  const {t} = useWords();
  const {id = '', side = ''} = useParams();
  const one = useCase(id);
  if (side !== 'front' && side !== 'back' && side !== 'passport')
    return <Navigate to={`/my/cases/${id}`} replace />;
  return (
    <Answer of={one} isPage>
      {(found) => (
        <Page title={t(`photo.title_${side}`)} lead={<p>{t('photo.lead')}</p>}>
          <Take one={found} side={side} />
        </Page>
      )}
    </Answer>
  );
}
