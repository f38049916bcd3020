// SPDX-License-Identifier: Apache-2.0
// Sign in, first half: the number. The answer is the same for numbers we do not know.
import {useMutation} from '@tanstack/react-query';
import {useState, type FormEvent} from 'react';
import {useLocation, useNavigate} from 'react-router-dom';

import {Button, ButtonLink, Ways} from '../../ui/Button';
import {api} from '../api';
import {useAbout} from '../data';
import {Page} from '../Page';
import {Problem} from '../Problem';
import {useWords} from '../words';
import {toE164} from './number';
import {NumberField} from './NumberField';

export default function SignIn() {
  const {t} = useWords();
  const navigate = useNavigate();
  const {search, state} = useLocation();
  const about = useAbout();
  const [text, setText] = useState<string>(state?.typed ?? '');
  const [isWrong, setIsWrong] = useState(false);
  const sending = useMutation({
    mutationFn: (msisdn: string) => api.client.POST('/api/v1/login-codes', {body: {msisdn}}),
    onSuccess: (_, msisdn) =>
      navigate(`/my/sign-in/code${search}`, {state: {msisdn, typed: text}}),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const msisdn = toE164(text, about?.calling_code ?? '');
    setIsWrong(!msisdn);
    if (msisdn) sending.mutate(msisdn);
  };
  return (
    <Page title={t('sign_in.title')} lead={<p>{t('sign_in.lead')}</p>}>
      <form onSubmit={submit} noValidate>
        <NumberField value={text} onType={setText} isWrong={isWrong} />
        <Problem fault={sending.error} />
        <Ways>
          <Button type="submit" look="go" isBusy={sending.isPending}>{t('sign_in.send')}</Button>
          <ButtonLink to="/">{t('page.back')}</ButtonLink>
        </Ways>
      </form>
    </Page>
  );
}
