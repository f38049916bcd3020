// SPDX-License-Identifier: Apache-2.0
// The customer's own screen at a counter: joins by the clerk's code, holds one line, and
// ends by itself.
import {useMutation} from '@tanstack/react-query';
import {useEffect, useState, type FormEvent} from 'react';
import {Navigate, useNavigate, useSearchParams} from 'react-router-dom';

import {answered} from '../../api/client';
import {Button, Ways} from '../../ui/Button';
import {TextField} from '../../ui/Field';
import {api, forgetPerson, kSessionKey, leave, noteCounter, noteSignedIn, queries,
  wasCounter} from '../api';
import {useSession} from '../data';
import {forgetKept} from '../offline/queue';
import {Page} from '../Page';
import {Problem} from '../Problem';
import {useWords} from '../words';

function Join() {
  const {t} = useWords();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [code, setCode] = useState('');
  const joining = useMutation({
    mutationFn: async () => answered(await api.client.POST('/api/v1/pairings/join',
      {body: {code: code.trim()}})),
    onSuccess: async (session) => {
      // Nothing of whoever stood here before.
      forgetPerson();
      noteSignedIn();
      noteCounter();
      await queries.invalidateQueries({queryKey: kSessionKey});
      if (session.line_id)
        navigate(`/my/lines/${session.line_id}/end/check`, {replace: true});
    },
  });
  // The clerk, or time, ended the visit: nothing of it stays until the next one begins.
  useEffect(() => {
    if (!wasCounter()) return;
    forgetPerson();
    void forgetKept({isShared: true}).catch(() => undefined);
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    joining.mutate();
  };
  const isEnded = params.has('ended');
  return (
    <Page title={t(isEnded ? 'counter.ended' : 'counter.title')}
      lead={<p>{t(isEnded ? 'counter.ended_lead' : 'counter.lead')}</p>}>
      <form onSubmit={submit}>
        <TextField label={t('counter.code')} isCode inputMode="numeric" pattern="[0-9]{6}"
          maxLength={6} required autoComplete="off" value={code}
          onChange={(event) => setCode(event.target.value)} />
        <Problem fault={joining.error} />
        <Ways>
          <Button type="submit" look="go" isBusy={joining.isPending}>{t('counter.join')}</Button>
        </Ways>
      </form>
    </Page>
  );
}

// Ends the session, so that the next customer sees nothing of this one.
function End() {
  const {t} = useWords();
  const navigate = useNavigate();
  useEffect(() => {
    void leave();
    void forgetKept({isShared: true}).catch(() => undefined);
    navigate('/my/counter?ended=1', {replace: true});
  }, [navigate]);
  return <Page title={t('counter.ended')} />;
}

export default function Counter() {
  const session = useSession();
  const [params] = useSearchParams();
  if (session.data?.line_id && params.has('done')) return <End />;
  if (session.data?.line_id)
    return <Navigate to={`/my/lines/${session.data.line_id}/end/check`} replace />;
  return <Join />;
}
