// SPDX-License-Identifier: Apache-2.0
// Sign in, second half: the code.
import {useMutation} from '@tanstack/react-query';
import {useEffect, useState, type FormEvent} from 'react';
import {Navigate, useLocation, useNavigate, useSearchParams} from 'react-router-dom';

import {Button, ButtonLink, Ways} from '../../ui/Button';
import {TextField} from '../../ui/Field';
import {Notice} from '../../ui/Notice';
import {api, forgetAnswers, kSessionKey, noteSignedIn, queries} from '../api';
import {sendKept} from '../offline/queue';
import {Page} from '../Page';
import {Problem} from '../Problem';
import {useWords} from '../words';
import {plainOf} from './number';

const kAgainMs = 60_000;

// Another code can be had after a minute; until then the page says so, without a clock.
function Again({msisdn}: {msisdn: string}) {
  const {t} = useWords();
  const [round, setRound] = useState(0);
  const [isReady, setIsReady] = useState(false);
  useEffect(() => {
    setIsReady(false);
    const timer = setTimeout(() => setIsReady(true), kAgainMs);
    return () => clearTimeout(timer);
  }, [round]);
  const sending = useMutation({
    mutationFn: () => api.client.POST('/api/v1/login-codes', {body: {msisdn}}),
    onSuccess: () => setRound(round + 1),
  });
  return (
    <>
      {round > 0 && !isReady && <Notice role="status"><p>{t('code.sent_again')}</p></Notice>}
      <Problem fault={sending.error} />
      {isReady
        ? <Button look="quiet" isBusy={sending.isPending} onClick={() => sending.mutate()}>
            {t('code.again')}
          </Button>
        : <p className="quiet small">{t('code.wait')}</p>}
    </>
  );
}

export default function Code() {
  const {t} = useWords();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const {state, search} = useLocation();
  const [code, setCode] = useState('');
  const msisdn: unknown = state?.msisdn;
  const opening = useMutation({
    mutationFn: (number: string) => api.client.POST('/api/v1/sessions',
      {body: {msisdn: number, code: plainOf(code)}}),
    onSuccess: async () => {
      forgetAnswers();
      noteSignedIn();
      await queries.invalidateQueries({queryKey: kSessionKey});
      void sendKept();
      const to = params.get('to') ?? '';
      // Only to our own pages.
      navigate(/^\/my\//.test(to) ? to : '/my/lines', {replace: true});
    },
  });
  if (typeof msisdn !== 'string') return <Navigate to={`/my/sign-in${search}`} replace />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    opening.mutate(msisdn);
  };
  return (
    <Page title={t('code.title')} lead={<p>{t('code.lead', {number: state.typed})}</p>}>
      <form onSubmit={submit}>
        <TextField label={t('code.label')} isCode inputMode="numeric" maxLength={12} required
          autoComplete="one-time-code" value={code}
          onChange={(event) => setCode(event.target.value)} />
        <Problem fault={opening.error} />
        <Ways>
          <Button type="submit" look="go" isBusy={opening.isPending}>{t('sign_in.go')}</Button>
          <ButtonLink to={`/my/sign-in${search}`} state={{typed: state.typed}}>
            {t('code.other_number')}
          </ButtonLink>
        </Ways>
      </form>
      <Again msisdn={msisdn} />
    </Page>
  );
}
