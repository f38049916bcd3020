// SPDX-License-Identifier: Apache-2.0
// Reports a line as lost, on weak proof and without sign-in: blocking can be taken back.
import {useMutation} from '@tanstack/react-query';
import {useState, type FormEvent} from 'react';

import {Button, ButtonLink, Ways} from '../../ui/Button';
import {TextField} from '../../ui/Field';
import {Notice} from '../../ui/Notice';
import {sendOrKeep} from '../offline/queue';
import {Page} from '../Page';
import {Problem} from '../Problem';
import {Call} from '../shell/Shell';
import {plainOf} from '../sign-in/number';
import {NumberField, useNumber} from '../sign-in/NumberField';
import {useWords} from '../words';

function Done({isSent}: {isSent: boolean}) {
  const {t} = useWords();
  return (
    <Page title={t(isSent ? 'lost.sent_title' : 'waiting.kept_title')}>
      <p>{t(isSent ? 'lost.sent' : 'waiting.kept')}</p>
      <p>{t('lost.then')}</p>
      <Call />
      <Ways><ButtonLink to="/">{t('page.home')}</ButtonLink></Ways>
    </Page>
  );
}

export default function Lost() {
  const {t} = useWords();
  const {read, field} = useNumber();
  const [id, setId] = useState('');
  const reporting = useMutation({mutationFn: async () => {
    const msisdn = await read();
    return msisdn &&
      sendOrKeep({kind: 'loss', msisdn, id_number: plainOf(id).toUpperCase()});
  }});
  if (typeof reporting.data === 'boolean') return <Done isSent={reporting.data} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    reporting.mutate();
  };
  return (
    <Page title={t('lost.title')} lead={<p>{t('lost.lead')}</p>}>
      <form onSubmit={submit}>
        <NumberField {...field} />
        <TextField label={t('proof.id_number')} hint={t('lost.id_hint')} required maxLength={64}
          autoComplete="off" spellCheck={false} value={id}
          onChange={(event) => setId(event.target.value)} />
        <Notice tone="warn"><p>{t('lost.means')}</p></Notice>
        <Problem fault={reporting.error} />
        <Ways>
          <Button type="submit" look="danger" isBusy={reporting.isPending}>{t('lost.go')}</Button>
          <ButtonLink to="/">{t('page.back')}</ButtonLink>
        </Ways>
      </form>
    </Page>
  );
}
