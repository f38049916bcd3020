// SPDX-License-Identifier: Apache-2.0
// Acts on a running case that the customer asks for in person or by phone: taking it back
// (before and after the line stopped), ending the waiting early, "not me". Each names the
// number and what follows; the proofs are the customer's. What stops a case is true of any
// version of it, as the steps move it on by the second. A question that is open stays open
// when the case moves on: the server's answer is read before it goes.
import {Button, Modal} from 'antd';
import {useRef, useState, type ReactNode} from 'react';

import {answered, type Schemas} from '../../../api/client';
import {api, useAct, type Case} from '../../api';
import {useWords} from '../../words';
import {DangerAct} from '../DangerAct';
import {Proofs} from './Proofs';

type Proof = Schemas['Proof'];

function ProvedAct({title, masked, consequence, isPossible, isDanger = false, act}: {
  title: string; masked: string; consequence: ReactNode; isPossible: boolean;
  isDanger?: boolean; act: (proofs: Proof[]) => Promise<unknown>;
}) {
  const [isOpen, setOpen] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  return (
    <>
      {isPossible
        ? <Button danger={isDanger} onClick={() => setOpen(true)}>{title}</Button> : null}
      <Modal open={isOpen} title={title} footer={null} destroyOnHidden maskClosable={false}
        afterOpenChange={(open) => {
          if (open) body.current?.querySelector('input')?.focus();
        }}
        onCancel={() => setOpen(false)}>
        <div ref={body}>
          <p className="danger-number tabular">{masked}</p>
          <div className="danger-consequence">{consequence}</div>
          <Proofs needs={['in_person']} button={title} isDanger={isDanger}
            act={async (proofs) => { await act(proofs); setOpen(false); }} />
        </div>
      </Modal>
    </>
  );
}

export function TakeBack({theCase}: {theCase: Case}) {
  const {t} = useWords();
  const {mutateAsync} = useAct(theCase.id);
  const which = theCase.stopped_at ? 'restore' : 'withdraw';
  return (
    <ProvedAct title={t(`take_back.${which}`)} masked={theCase.msisdn_masked}
      isPossible={theCase.actions.includes('withdraw')}
      consequence={t(`take_back.${which}_more`)}
      act={(proofs) => mutateAsync({seen: theCase, act: async ({id}) =>
        answered(await api.client.POST('/api/v1/cases/{id}/withdrawal',
          {params: {path: {id}}, body: {proofs}}))})} />
  );
}

export function FinishNow({theCase}: {theCase: Case}) {
  const {t} = useWords();
  const {mutateAsync} = useAct(theCase.id);
  return (
    <ProvedAct title={t('finish.act')} masked={theCase.msisdn_masked} isDanger
      isPossible={theCase.actions.includes('finish_now')}
      consequence={t('finish.more')}
      act={(proofs) => mutateAsync({seen: theCase, act: async ({id}, headers) =>
        answered(await api.client.POST('/api/v1/cases/{id}/finish',
          {params: {path: {id}, header: headers}, body: {proofs}}))})} />
  );
}

// What "not me" still does, by how far the case is: a draft falls, what is past the return
// or on its way back is only noted, all else stops.
function notMeWords(theCase: Case): 'draft' | 'late' | 'restoring' | 'stops' {
  if (theCase.state === 'DRAFT') return 'draft';
  if (theCase.is_being_restored) return 'restoring';
  const isStuckLate = theCase.state === 'STUCK' && !theCase.actions.includes('withdraw');
  return theCase.state === 'FINALISING' || theCase.state === 'CLOSED' || isStuckLate
    ? 'late' : 'stops';
}

export function NotMe({theCase}: {theCase: Case}) {
  const {t} = useWords();
  const [isOpen, setOpen] = useState(false);
  const {mutateAsync} = useAct(theCase.id);
  return (
    <>
      {theCase.actions.includes('object')
        ? <Button danger onClick={() => setOpen(true)}>{t('not_me.act')}</Button> : null}
      <DangerAct open={isOpen} title={t('not_me.title')} masked={theCase.msisdn_masked}
        consequence={t(`not_me.${notMeWords(theCase)}`)} button={t('not_me.act')} reason={false}
        onClose={() => setOpen(false)}
        act={() => mutateAsync({seen: theCase, act: async ({id}) =>
          answered(await api.client.POST('/api/v1/cases/{id}/objection',
            {params: {path: {id}}, body: {}}))})} />
    </>
  );
}
