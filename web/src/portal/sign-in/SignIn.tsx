// SPDX-License-Identifier: Apache-2.0
// Sign in, first half: the number. The answer is the same for numbers we do not know.
import {useMutation} from '@tanstack/react-query';
import type {FormEvent} from 'react';
import {useLocation, useNavigate} from 'react-router-dom';

import {Button, ButtonLink, Ways} from '../../ui/Button';
import {api} from '../api';
import {Page} from '../Page';
import {Problem} from '../Problem';
import {useWords} from '../words';
import {NumberField, useNumber} from './NumberField';

export default function SignIn() {
  const {t} = useWords();
  const navigate = useNavigate();
  const {search, state} = useLocation();
  const {text, read, field} = useNumber(state?.typed);
  const sending = useMutation({
    mutationFn: async () => {
      const msisdn = await read();
      if (msisdn) await api.client.POST('/api/v1/login-codes', {body: {msisdn}});
      return msisdn;
    },
    onSuccess: (msisdn) => msisdn &&
      navigate(`/my/sign-in/code${search}`, {state: {msisdn, typed: text}}),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    sending.mutate();
  };
  return (
    <Page title={t('sign_in.title')} lead={<p>{t('sign_in.lead')}</p>}>
      <form onSubmit={submit} noValidate>
        <NumberField {...field} />
        <Problem fault={sending.error} />
        <Ways>
          <Button type="submit" look="go" isBusy={sending.isPending}>{t('sign_in.send')}</Button>
          <ButtonLink to="/">{t('page.back')}</ButtonLink>
        </Ways>
      </form>
    </Page>
  );
}
