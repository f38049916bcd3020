// SPDX-License-Identifier: Apache-2.0
// One side of a document: camera or file, a look at it, and what the server finds.
import {useMutation} from '@tanstack/react-query';
import {useEffect, useRef, useState} from 'react';
import {Navigate, useNavigate, useParams} from 'react-router-dom';

import {Offline, Refusal, type Schemas} from '../../api/client';
import {Button, ButtonLink, Ways} from '../../ui/Button';
import {FileField} from '../../ui/Field';
import {Notice} from '../../ui/Notice';
import {useAbout, useCase, type Case} from '../data';
import {keepForLater} from '../offline/queue';
import {Page} from '../Page';
import {Answer, Problem} from '../Problem';
import {useWords} from '../words';
import {upload, type DocumentKind} from '../cases/upload';
import {Camera, Hints} from './Camera';
import {jpegOf, show, smallOf, still} from './frame';
import {hintsOf, type Hint, type Side} from './quality';
import './Photo.css';

const kKinds: Record<Side, DocumentKind> = {front: 'id_front', back: 'id_back',
  passport: 'passport'};

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

// The other side, if the one that is good makes it wanted.
function otherSide(one: Case, side: Side): Side | null {
  const wanted = side === 'front' ? 'back' : side === 'back' ? 'front' : null;
  if (!wanted || one.documents.some((paper) => paper.kind === kKinds[wanted] &&
    !paper.defects.length)) return null;
  return wanted;
}

function useSend(one: Case, side: Side) {
  const {t} = useWords();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (picture: Picture) => {
      const file = await jpegOf(picture.canvas);
      const kind = kKinds[side];
      try {
        await upload(one.id, kind, file, `${kind}.jpg`);
        return 'photo.sent' as const;
      } catch (fault) {
        if (!(fault instanceof Offline)) throw fault;
        await keepForLater({kind: 'document', case_id: one.id, document_kind: kind, file,
          name: `${kind}.jpg`});
        return 'documents.kept' as const;
      }
    },
    onSuccess: (note) => {
      const other = otherSide(one, side);
      const to = other ? `/my/cases/${one.id}/photo/${other}` : `/my/cases/${one.id}`;
      navigate(to, {replace: true, state: {note: t(note)}});
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
  const back = <ButtonLink to={`/my/cases/${one.id}/documents`}>{t('page.back')}</ButtonLink>;
  if (picture)
    return (
      <>
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
      </>
    );
  if (how === 'camera')
    return <Camera side={side} hasEmblem={hasEmblem} onFailed={() => setHow('file')}
      onTaken={(canvas) => setPicture(pictureOf(canvas, side, hasEmblem))} />;
  return (
    <>
      <FileField accept="image/jpeg,image/png,image/webp" label={t('photo.file')} file={null}
        choose={t('file.choose')} wrong={isUnread ? t('photo.unread') : undefined}
        onFile={(file) => void read(file)} />
      <Ways>
        {hasCamera && how === 'ask' && (
          <Button look="go" onClick={() => setHow('camera')}>{t('photo.camera')}</Button>
        )}
        {back}
      </Ways>
    </>
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
