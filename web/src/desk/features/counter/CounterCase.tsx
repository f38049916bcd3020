// SPDX-License-Identifier: Apache-2.0
// A case at the counter, step by step: choices, form, consent, identity, card, receipt.
// The server says which step is possible now; the case moves on by itself when the customer
// acts on his own screen.
import {useMutation} from '@tanstack/react-query';
import {Alert, Button, Checkbox, Form, Input, Select} from 'antd';
import {useRef, useState, type ReactNode} from 'react';

import {answered} from '../../../api/client';
import {api, openFile, useAct, type Case} from '../../api';
import {CaseCard} from '../../parts/CaseCard';
import {Section} from '../../parts/case_sections';
import {Choices} from '../../parts/customer/Choices';
import type {Customer} from '../../parts/customer/CustomerCard';
import {FinishNow, NotMe, TakeBack} from '../../parts/customer/EndingActs';
import {Proofs} from '../../parts/customer/Proofs';
import {Trouble} from '../../parts/Trouble';
import {useWords} from '../../words';

function Print({theCase}: {theCase: Case}) {
  const {t} = useWords();
  const form = useMutation({mutationFn: () =>
    openFile(`/api/v1/cases/${theCase.id}/form`, `${theCase.number}.pdf`, 'open')});
  const receipt = useMutation({mutationFn: () =>
    openFile(`/api/v1/cases/${theCase.id}/voucher`, `${theCase.voucher}.pdf`, 'open')});
  const has = (action: Case['actions'][number]) => theCase.actions.includes(action);
  return (
    <>
      <div className="row">
        {has('form') ? <Button loading={form.isPending} onClick={() => form.mutate()}>
          {t('counter.form')}</Button> : null}
        {has('voucher') ? <Button loading={receipt.isPending} onClick={() => receipt.mutate()}>
          {t('counter.receipt')}</Button> : null}
        <TakeBack theCase={theCase} />
        <FinishNow theCase={theCase} />
        <NotMe theCase={theCase} />
      </div>
      <Trouble error={form.error ?? receipt.error} />
    </>
  );
}

function Consent({theCase}: {theCase: Case}) {
  const {t} = useWords();
  const [hasSigned, setSigned] = useState(false);
  const acting = useAct(theCase.id);
  const submit = () => acting.mutate({seen: theCase, act: async ({id, quote}, headers) =>
    answered(await api.client.POST('/api/v1/cases/{id}/submission',
      {params: {path: {id}, header: headers}, body: {quote_hash: quote.hash}}))});
  return (
    <Section title={t('counter.consent')}>
      <p>{t('counter.consent_more')}</p>
      <p><Checkbox checked={hasSigned} onChange={(event) => setSigned(event.target.checked)}>
        {t('counter.signed')}
      </Checkbox></p>
      <Trouble error={acting.error} />
      <Button type="primary" disabled={!hasSigned} loading={acting.isPending} onClick={submit}>
        {t('counter.submit')}
      </Button>
    </Section>
  );
}

function Identity({theCase}: {theCase: Case}) {
  const {t} = useWords();
  const {mutateAsync} = useAct(theCase.id);
  return (
    <Section title={t('counter.identity')}>
      <Proofs key={theCase.needs.map(({kind}) => kind).join()}
        needs={theCase.needs.map(({kind}) => kind)} button={t('counter.prove')}
        act={(proofs) => mutateAsync({seen: theCase, act: async ({id}) =>
          answered(await api.client.POST('/api/v1/cases/{id}/confirmation',
            {params: {path: {id}}, body: {proofs}}))})} />
    </Section>
  );
}

function Card({theCase, isEsim}: {theCase: Case; isEsim: boolean}) {
  const {t} = useWords();
  const [iccid, setIccid] = useState('');
  const acting = useAct(theCase.id);
  // True of the card whatever the case does meanwhile, so on no version.
  const take = (body: {iccid: string} | {without_card: true}) =>
    acting.mutate({seen: theCase, act: async ({id}) =>
      answered(await api.client.POST('/api/v1/cases/{id}/surrender',
        {params: {path: {id}}, body}))});
  return (
    <Section title={t('counter.card')}>
      {theCase.surrender === 'none' ? <p role="status">{t('case.surrender_none')}</p> : null}
      {isEsim ? <p>{t('counter.card_esim')}</p> : (
        <Form layout="vertical" onFinish={() => take({iccid: iccid.trim()})}>
          <Form.Item label={t('counter.card_scan')} htmlFor="iccid" extra={t('counter.card_more')}>
            <Input id="iccid" inputMode="numeric" autoComplete="off" maxLength={24} value={iccid}
              onChange={(event) => setIccid(event.target.value)} />
          </Form.Item>
          <Button htmlType="submit" disabled={!/^\d{19,20}$/.test(iccid.trim())}
            loading={acting.isPending}>{t('counter.card_take')}</Button>
        </Form>
      )}
      {theCase.surrender === 'none' ? null : (
        <p className="after"><Button onClick={() => take({without_card: true})}
          loading={acting.isPending}>{t(isEsim ? 'counter.card_note' : 'counter.card_none')}
        </Button></p>)}
      <Trouble error={acting.error} />
    </Section>
  );
}

const kKinds = ['id_front', 'id_back', 'passport', 'mandate', 'video', 'signature', 'other'] as const;
const kBytesMax = 10_000_000;
const kImages = 'image/jpeg,image/png';
// What the server takes for each kind.
const kTypes: Record<(typeof kKinds)[number], string> = {
  id_front: kImages, id_back: kImages, passport: kImages, signature: kImages, video: 'video/mp4',
  mandate: `${kImages},application/pdf`, other: `${kImages},application/pdf,video/mp4`};

function AddDocument({theCase}: {theCase: Case}) {
  const {t} = useWords();
  const [kind, setKind] = useState<(typeof kKinds)[number]>('id_front');
  const [isTooLarge, setTooLarge] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const acting = useAct(theCase.id);
  const add = (file: File | undefined) => {
    if (!file) return;
    setTooLarge(file.size > kBytesMax);
    if (file.size > kBytesMax) return;
    const body = new FormData();
    body.set('kind', kind);
    body.set('file', file);
    acting.mutate({seen: theCase, act: async ({id}) =>
      (await api.raw(`/api/v1/cases/${id}/documents`, {method: 'POST', body})).json()});
  };
  return (
    <Section title={t('counter.add_document')}>
      <div className="row">
        <Select className="filter" aria-label={t('counter.document_kind')} value={kind}
          onChange={setKind}
          options={kKinds.map((value) => ({value, label: t(`case.kind.${value}`)}))} />
        <input type="file" hidden ref={chooser}
          accept={kTypes[kind]}
          onChange={(event) => { add(event.target.files?.[0]); event.target.value = ''; }} />
        <Button loading={acting.isPending} onClick={() => chooser.current?.click()}>
          {t('counter.document_file')}
        </Button>
      </div>
      <p className="quiet">{t('counter.document_more')}</p>
      <div role="status">{acting.isPending ? t('counter.document_sending') : ''}</div>
      {isTooLarge ? <Alert type="error" showIcon message={t('counter.document_large')} /> : null}
      <Trouble error={acting.error} />
    </Section>
  );
}

function ChangeChoices({theCase, customer}: {theCase: Case; customer: Customer}) {
  const {t} = useWords();
  const [isOpen, setOpen] = useState(theCase.open_items.length > 0);
  const acting = useAct(theCase.id);
  if (!isOpen)
    return <p><Button onClick={() => setOpen(true)}>{t('counter.change')}</Button></p>;
  return (
    <Section title={t('counter.change')}>
      <Choices lineId={theCase.line_id} customer={customer} held={theCase}
        button={t('counter.keep')} isBusy={acting.isPending}
        onChosen={(chosen) => acting.mutate({seen: theCase, act: async ({id}, headers) =>
          answered(await api.client.POST('/api/v1/cases/{id}/settlements',
            {params: {path: {id}, header: headers}, body: chosen}))},
        {onSuccess: () => setOpen(false)})} />
      <Trouble error={acting.error} />
    </Section>
  );
}

export function CounterCase({id, customer}: {id: string; customer: Customer}) {
  const {t} = useWords();
  const acts = (theCase: Case): ReactNode => {
    const has = (action: Case['actions'][number]) => theCase.actions.includes(action);
    const isEsim = customer.lines.find((line) => line.id === theCase.line_id)?.is_esim ?? false;
    return (
      <>
        <Print theCase={theCase} />
        {has('submit') ? <Consent theCase={theCase} /> : null}
        {has('confirm') ? <Identity theCase={theCase} /> : null}
        {has('settle') ? <ChangeChoices theCase={theCase} customer={customer} /> : null}
        {has('surrender') ? <Card theCase={theCase} isEsim={isEsim} /> : null}
        {has('add_document') ? <AddDocument theCase={theCase} /> : null}
      </>
    );
  };
  return (
    <section className="panel" aria-label={t('counter.case')}>
      <CaseCard id={id} acts={acts} />
    </section>
  );
}
