// SPDX-License-Identifier: Apache-2.0
// What proves that it is the owner, as the server asks for it. Nothing typed here is kept.
import {useMutation} from '@tanstack/react-query';
import {useRef, useState, type FormEvent, type ReactNode} from 'react';
import {Link, useLocation} from 'react-router-dom';

import {Refusal, type Schemas} from '../../api/client';
import {Button, ButtonLink, Ways} from '../../ui/Button';
import {FileField, TextField} from '../../ui/Field';
import {Notice} from '../../ui/Notice';
import {useSession, type Case} from '../data';
import {isLarge, upload} from '../cases/upload';
import type {Side} from '../photo/quality';
import {hasTaken, kKinds, sidesWanted, type Errand} from '../photo/wanted';
import {Problem} from '../Problem';
import {plainOf} from '../sign-in/number';
import {useWords} from '../words';

type Kind = Schemas['Need']['kind'];
type Proof = Schemas['Proof'];

// What can be given on a page. The rest needs a person.
type Here = 'otp' | 'id_number' | 'iccid' | 'video';
const kHere: Kind[] = ['otp', 'id_number', 'iccid', 'video'] satisfies Here[];
// Nothing is wrong with the recording itself.
const kNoPhotos = 'proof.photos';
const isHere = (kind: Kind): kind is Here => kHere.includes(kind);

function Field({kind, value, file, onType, onFile, wrong}: {
  kind: Here;
  value: string;
  file: File | null;
  onType: (text: string) => void;
  onFile: (file: File | null) => void;
  wrong: string | undefined;
}) {
  const {t} = useWords();
  if (kind === 'video')
    return <FileField label={t('proof.video')} hint={t('proof.video_hint')} required
      choose={t('file.choose')} wrong={wrong} accept="video/mp4,video/quicktime" capture="user"
      file={file} onFile={onFile} />;
  const isCode = kind === 'otp';
  return (
    <TextField label={t(`proof.${kind}`)} hint={t(`proof.${kind}_hint`)} wrong={wrong} required
      isCode={isCode} maxLength={isCode ? 12 : 64} value={value}
      inputMode={kind === 'id_number' ? 'text' : 'numeric'} spellCheck={false}
      autoComplete={isCode ? 'one-time-code' : 'off'} autoCapitalize="characters"
      onChange={(event) => onType(event.target.value)} />
  );
}

// The photos that a recording has to stand beside come first, one after the other.
function Photos({one, needs, sides, children}: {
  one: Case;
  needs: Schemas['Need'][];
  sides: Side[];
  children: ReactNode;
}) {
  const {t} = useWords();
  const errand: Errand = {to: useLocation().pathname, needs};
  const at = `/my/cases/${one.id}/photo`;
  return (
    <>
      <p>{t('proof.photos')}</p>
      <ul>
        {sides.map((side) => (
          <li key={side}>
            {t(`paper.${kKinds[side]}`)}
            {hasTaken(one, side) && <><br />{t('proof.photo_again')}</>}
          </li>
        ))}
      </ul>
      <Ways>
        <ButtonLink look="go" to={`${at}/${sides[0]}`} state={errand}>
          {t('documents.photo')}
        </ButtonLink>
        {children}
      </Ways>
      <p>
        <Link to={`${at}/passport`} state={errand} className="lone-link">
          {t('proof.with_passport')}
        </Link>
      </p>
    </>
  );
}

// Uploads a recording once, however often the other proofs have to be given again.
function useRecording(caseId: string) {
  const sent = useRef<{file: File; id: string} | null>(null);
  return async (file: File) => {
    if (sent.current?.file !== file)
      sent.current = {file, id: await upload(caseId, 'video', file, file.name)};
    return sent.current.id;
  };
}

// An act on a line has no request (`one`) that could take photos or a recording.
export function ProofForm({one, needs, fault, isBusy, goLabel, isDanger = false, onGive,
  onAgain, children}: {
  one?: Case;
  needs: Schemas['Need'][];
  fault: unknown;
  isBusy: boolean;
  goLabel: string;
  isDanger?: boolean;
  onGive: (proofs: Proof[]) => void;
  // Asks for what is sent to be sent again.
  onAgain: () => void;
  // The way back.
  children: ReactNode;
}) {
  const {t} = useWords();
  // At a counter the clerk sees to the rest, and this page goes on by itself.
  const isCounter = Boolean(useSession().data?.line_id);
  const [typed, setTyped] = useState<Partial<Record<Kind, string>>>({});
  const [file, setFile] = useState<File | null>(null);
  const recorded = useRecording(one?.id ?? '');
  const kinds = needs.map((need) => need.kind);
  // A recording is taken only while the request takes papers.
  const isElsewhere = !kinds.every(isHere) ||
    (kinds.includes('video') && !one?.actions.includes('add_document'));
  const refused = fault instanceof Refusal ? fault.body.refused ?? [] : [];
  const wrongOf = (kind: Kind) => {
    if (kind === 'video' && isLarge(file)) return t('documents.large');
    return refused.some((proof) => proof.kind === kind && proof.code !== kNoPhotos) ? t('proof.wrong') : undefined;
  };
  const giving = useMutation({
    mutationFn: async () => {
      const proofs: Proof[] = [];
      for (const kind of kinds)
        proofs.push({kind, value: kind === 'video' && file ? await recorded(file)
          : plainOf(typed[kind] ?? '')});
      return proofs;
    },
    onSuccess: onGive,
  });
  const give = (event: FormEvent) => {
    event.preventDefault();
    if (!kinds.includes('video') || !isLarge(file)) giving.mutate();
  };
  if (isElsewhere)
    return (
      <>
        {isCounter ? <Notice role="status"><p>{t('proof.clerk')}</p></Notice>
          : <Notice tone="warn"><p>{t('proof.in_shop')}</p></Notice>}
        <Ways>{children}</Ways>
      </>
    );
  const sides = one ? sidesWanted(one, needs) : [];
  if (one && sides.length > 0) return <Photos {...{one, needs, sides}}>{children}</Photos>;
  return (
    <form onSubmit={give}>
      {kinds.filter(isHere).map((kind) => (
        <Field key={kind} kind={kind} value={typed[kind] ?? ''} file={file} wrong={wrongOf(kind)}
          onType={(text) => setTyped({...typed, [kind]: text})} onFile={setFile} />
      ))}
      <Problem fault={giving.error ?? fault} />
      <Ways>
        <Button type="submit" look={isDanger ? 'danger' : 'go'}
          isBusy={isBusy || giving.isPending}>{goLabel}</Button>
        {children}
      </Ways>
      {kinds.includes('otp') && (
        <p><Button look="quiet" isBusy={isBusy} onClick={onAgain}>{t('code.again')}</Button></p>
      )}
    </form>
  );
}
