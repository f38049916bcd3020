// SPDX-License-Identifier: Apache-2.0
// What proves that it is the owner, as the server asks for it. Nothing typed here is kept.
import {useState, type FormEvent, type ReactNode} from 'react';

import {Refusal, type Schemas} from '../../api/client';
import {Button, Ways} from '../../ui/Button';
import {FileField, TextField} from '../../ui/Field';
import {Notice} from '../../ui/Notice';
import {useSession} from '../data';
import {upload} from '../cases/upload';
import {Problem} from '../Problem';
import {useWords} from '../words';

type Kind = Schemas['Need']['kind'];
type Proof = Schemas['Proof'];

// What can be given on a page. The rest needs a person.
type Here = 'otp' | 'id_number' | 'iccid' | 'video';
const kHere: Kind[] = ['otp', 'id_number', 'iccid', 'video'] satisfies Here[];
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

export function ProofForm({caseId, needs, fault, isBusy, goLabel, isDanger = false, onGive,
  onAgain, children}: {
  caseId: string;
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
  const [uploading, setUploading] = useState<{isBusy: boolean; fault: unknown}>(
    {isBusy: false, fault: null});
  const kinds = needs.map((need) => need.kind);
  const isElsewhere = !kinds.every(isHere);
  const refused = fault instanceof Refusal ? fault.body.refused ?? [] : [];
  const wrongOf = (kind: Kind) =>
    (refused.some((one) => one.kind === kind) ? t('proof.wrong') : undefined);

  async function give(event: FormEvent) {
    event.preventDefault();
    setUploading({isBusy: true, fault: null});
    try {
      const proofs: Proof[] = [];
      for (const kind of kinds) {
        const value = kind === 'video' && file ? await upload(caseId, 'video', file, file.name)
          : (typed[kind] ?? '').replace(/\s/g, '');
        proofs.push({kind, value});
      }
      setUploading({isBusy: false, fault: null});
      onGive(proofs);
    } catch (refusal) {
      setUploading({isBusy: false, fault: refusal});
    }
  }
  if (isElsewhere)
    return (
      <>
        {isCounter ? <Notice role="status"><p>{t('proof.clerk')}</p></Notice>
          : <Notice tone="warn"><p>{t('proof.in_shop')}</p></Notice>}
        <Ways>{children}</Ways>
      </>
    );
  return (
    <form onSubmit={(event) => void give(event)}>
      {kinds.filter(isHere).map((kind) => (
        <Field key={kind} kind={kind} value={typed[kind] ?? ''} file={file} wrong={wrongOf(kind)}
          onType={(text) => setTyped({...typed, [kind]: text})} onFile={setFile} />
      ))}
      <Problem fault={uploading.fault ?? fault} />
      <Ways>
        <Button type="submit" look={isDanger ? 'danger' : 'go'}
          isBusy={isBusy || uploading.isBusy}>{goLabel}</Button>
        {children}
      </Ways>
      {kinds.includes('otp') && (
        <p><Button look="quiet" isBusy={isBusy} onClick={onAgain}>{t('code.again')}</Button></p>
      )}
    </form>
  );
}
