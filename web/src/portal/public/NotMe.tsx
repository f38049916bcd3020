// SPDX-License-Identifier: Apache-2.0
// "This was not me", with the number from the message alone: no sign-in, no SIM needed.
import {useMutation} from '@tanstack/react-query';
import {useState, type FormEvent} from 'react';
import {useSearchParams} from 'react-router-dom';

import {Button, ButtonLink, Ways} from '../../ui/Button';
import {TextField} from '../../ui/Field';
import {Notice} from '../../ui/Notice';
import {sendOrKeep} from '../offline/queue';
import {Page} from '../Page';
import {Problem} from '../Problem';
import {Call} from '../shell/Shell';
import {useWords} from '../words';

function Done({isSent}: {isSent: boolean}) {
  const {t} = useWords();
  return (
    <Page title={t(isSent ? 'not_me.sent_title' : 'waiting.kept_title')}>
      <p>{t(isSent ? 'not_me.sent' : 'waiting.kept')}</p>
      <p>{t('not_me.then')}</p>
      <Call />
      <Ways><ButtonLink to="/">{t('page.home')}</ButtonLink></Ways>
    </Page>
  );
}

export default function NotMe() {
  const {t} = useWords();
  const [params] = useSearchParams();
  const [number, setNumber] = useState(params.get('case') ?? '');
  const objecting = useMutation({mutationFn: () =>
    sendOrKeep({kind: 'objection', case_number: number.trim()})});
  if (objecting.data !== undefined) return <Done isSent={objecting.data} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    objecting.mutate();
  };
  return (
    <Page title={t('not_me.title')} lead={<p>{t('not_me.lead')}</p>}>
      <form onSubmit={submit}>
        <TextField label={t('not_me.number')} hint={t('not_me.number_hint')} required
          maxLength={32} autoComplete="off" value={number}
          onChange={(event) => setNumber(event.target.value)} />
        <Notice tone="warn"><p>{t('not_me.means')}</p></Notice>
        <Problem fault={objecting.error} />
        <Ways>
          <Button type="submit" look="danger" isBusy={objecting.isPending}>{t('not_me.go')}</Button>
          <ButtonLink to="/">{t('page.back')}</ButtonLink>
        </Ways>
      </form>
    </Page>
  );
}
