// SPDX-License-Identifier: Apache-2.0
// The voucher of a line that is gone: its number, the end of the owner's document, and a
// code to his other contact. Unknown and wrong look the same.
import {useMutation} from '@tanstack/react-query';
import {useState, type FormEvent} from 'react';

import {answered, type Schemas} from '../../api/client';
import {Button, ButtonLink, Ways} from '../../ui/Button';
import {TextField} from '../../ui/Field';
import {api} from '../api';
import {save} from '../cases/download';
import {Page} from '../Page';
import {Problem} from '../Problem';
import {plainOf} from '../sign-in/number';
import {useWords} from '../words';
import {VoucherFacts} from './VoucherFacts';

interface Asked {
  voucher: string;
  id_last6: string;
}

function pdfOf(base64: string): Blob {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], {type: 'application/pdf'});
}

function Paper({paper}: {paper: Schemas['VoucherPaper']}) {
  const {t} = useWords();
  const {number} = paper.status;
  return (
    <Page title={t('enquiry.found')}>
      <VoucherFacts of={paper.status} />
      <Ways>
        <Button look="go" onClick={() => save(pdfOf(paper.pdf), `${number}.pdf`)}>
          {t('papers.voucher_pdf')}
        </Button>
        <Button onClick={() =>
          save(new Blob([paper.jws], {type: 'application/jose'}), `${number}.jws`)}>
          {t('papers.voucher_jws')}
        </Button>
      </Ways>
    </Page>
  );
}

function Answering({asked, onBack}: {asked: Asked; onBack: () => void}) {
  const {t} = useWords();
  const [code, setCode] = useState('');
  const answering = useMutation({
    mutationFn: async () => answered(await api.client.POST('/api/v1/voucher-enquiries/answers',
      {body: {...asked, code: plainOf(code)}})),
  });
  if (answering.data) return <Paper paper={answering.data} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    answering.mutate();
  };
  return (
    <Page title={t('code.title')} lead={<p>{t('enquiry.sent')}</p>}>
      <form onSubmit={submit}>
        <TextField label={t('code.label')} isCode inputMode="numeric" pattern="[0-9]{6}"
          maxLength={6} required autoComplete="one-time-code" value={code}
          onChange={(event) => setCode(event.target.value)} />
        <Problem fault={answering.error} />
        <Ways>
          <Button type="submit" look="go" isBusy={answering.isPending}>{t('enquiry.show')}</Button>
          <Button onClick={onBack}>{t('page.back')}</Button>
        </Ways>
      </form>
    </Page>
  );
}

export default function Enquiry() {
  const {t} = useWords();
  const [voucher, setVoucher] = useState('');
  const [last6, setLast6] = useState('');
  const [asked, setAsked] = useState<Asked | null>(null);
  const asking = useMutation({
    mutationFn: (enquiry: Asked) =>
      api.client.POST('/api/v1/voucher-enquiries', {body: enquiry}),
    onSuccess: (_, enquiry) => setAsked(enquiry),
  });
  if (asked) return <Answering asked={asked} onBack={() => setAsked(null)} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate({voucher: voucher.trim().toUpperCase(), id_last6: plainOf(last6).toUpperCase()});
  };
  return (
    <Page title={t('enquiry.title')} lead={<p>{t('enquiry.lead')}</p>}>
      <form onSubmit={submit}>
        <TextField label={t('voucher.number')} required maxLength={64} autoComplete="off"
          spellCheck={false} autoCapitalize="characters" value={voucher}
          onChange={(event) => setVoucher(event.target.value)} />
        <TextField label={t('enquiry.last6')} hint={t('enquiry.last6_hint')} required
          pattern="[0-9A-Za-z]{6}" maxLength={6} autoComplete="off" value={last6}
          onChange={(event) => setLast6(event.target.value)} />
        <Problem fault={asking.error} />
        <Ways>
          <Button type="submit" look="go" isBusy={asking.isPending}>{t('sign_in.send')}</Button>
          <ButtonLink to="/my/voucher">{t('page.back')}</ButtonLink>
        </Ways>
      </form>
    </Page>
  );
}
