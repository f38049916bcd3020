// SPDX-License-Identifier: Apache-2.0
// The acts on a request that cannot be done by accident: taking it back, having the line
// back, ending at once, and "this was not me".
import {useMutation} from '@tanstack/react-query';
import {Navigate, useLocation, useNavigate, useParams} from 'react-router-dom';

import {answered, ifSeen} from '../../api/client';
import {Button, ButtonLink, Ways} from '../../ui/Button';
import {Notice} from '../../ui/Notice';
import {api, queries} from '../api';
import {useCase, type Case} from '../data';
import {forgetChoices} from '../ending/choices';
import {ProofForm} from '../ending/ProofForm';
import {useProved} from '../ending/useProved';
import {useFormat} from '../format';
import {Page} from '../Page';
import {errandOf} from '../photo/wanted';
import {Answer, Problem} from '../Problem';
import {useArrival} from '../useArrival';
import {useWords, type WordKey} from '../words';

interface Text {
  title: WordKey;
  means: WordKey;
  go: WordKey;
  done: WordKey;
}

const kKeep: Text = {title: 'withdraw.keep_title', means: 'withdraw.keep_means',
  go: 'withdraw.keep', done: 'withdraw.keep_done'};
const kWithdraw: Text = {title: 'withdraw.title', means: 'withdraw.means', go: 'withdraw.go',
  done: 'withdraw.done'};
const kRestore: Text = {title: 'restore.title', means: 'restore.means', go: 'withdraw.restore',
  done: 'restore.done'};
const kFinish: Text = {title: 'finish.title', means: 'finish.means', go: 'finish.go',
  done: 'finish.done'};

function textOf(one: Case, act: 'withdraw' | 'finish'): Text {
  if (act === 'finish') return kFinish;
  if (one.state === 'DRAFT') return kKeep;
  return one.stopped_at ? kRestore : kWithdraw;
}

function Proved({one, act}: {one: Case; act: 'withdraw' | 'finish'}) {
  const {t} = useWords();
  const format = useFormat();
  const navigate = useNavigate();
  const back = `/my/cases/${one.id}`;
  const text = textOf(one, act);
  const number = one.msisdn_masked;
  // Back from the photos that were asked for.
  const asked = errandOf(useLocation().state)?.needs ?? [];
  const acting = useProved(one, act === 'finish' ? 'finish' : 'withdrawal', asked, () => {
    // What was agreed to for this request is not agreed to for the next.
    if (act === 'withdraw') forgetChoices(one.line_id);
    navigate(back, {replace: true, state: {note: t(text.done, {number})}});
  });
  const isDanger = act === 'finish';
  const spot = useArrival<HTMLParagraphElement>(acting.needs.length > 0);
  const until = one.restore_until ? format.until(one.restore_until)
    : format.day(one.quote.last_day_to_undo);
  const backLink = <ButtonLink to={back}>{t('page.back')}</ButtonLink>;
  return (
    <Page title={t(text.title, {number})}>
      {isDanger ? <Notice tone="warn"><p>{t(text.means, {number, until})}</p></Notice>
        : <p>{t(text.means, {number, until})}</p>}
      {acting.isSentAgain && <Notice role="status"><p>{t('code.sent_again')}</p></Notice>}
      {acting.needs.length > 0
        ? <>
            <p role="status" ref={spot} tabIndex={-1} className="arrival">{t('proof.needed')}</p>
            <ProofForm one={one} needs={acting.needs} fault={acting.fault}
              isBusy={acting.isBusy} goLabel={t(text.go)} isDanger={isDanger}
              onGive={acting.act} onAgain={() => acting.act([])}>{backLink}</ProofForm>
          </>
        : <>
            <Problem fault={acting.fault} />
            <Ways>
              <Button look={isDanger ? 'danger' : 'go'} isBusy={acting.isBusy}
                onClick={() => acting.act([])}>{t(text.go)}</Button>
              {backLink}
            </Ways>
          </>}
    </Page>
  );
}

function NotMe({one}: {one: Case}) {
  const {t} = useWords();
  const navigate = useNavigate();
  const back = `/my/cases/${one.id}`;
  const objecting = useMutation({
    mutationFn: async () => answered(await api.client.POST('/api/v1/cases/{id}/objection',
      {params: {path: {id: one.id}, header: ifSeen(one.version)}, body: {}})),
    onSuccess: async () => {
      navigate(back, {replace: true, state: {note: t('not_me.done')}});
      await queries.invalidateQueries();
    },
    onError: () => void queries.invalidateQueries({queryKey: ['case', one.id]}),
  });
  return (
    <Page title={t('not_me.case_title', {number: one.msisdn_masked})}>
      <Notice tone="warn"><p>{t('not_me.means')}</p></Notice>
      <Problem fault={objecting.error} />
      <Ways>
        <Button look="danger" isBusy={objecting.isPending} onClick={() => objecting.mutate()}>
          {t('not_me.go')}
        </Button>
        <ButtonLink to={back}>{t('page.back')}</ButtonLink>
      </Ways>
    </Page>
  );
}

export default function Act() {
  const {id = '', act = ''} = useParams();
  const one = useCase(id);
  return (
    <Answer of={one} isPage>
      {(found) => {
        const can = (action: Case['actions'][number]) => found.actions.includes(action);
        if (act === 'withdraw' && can('withdraw')) return <Proved one={found} act="withdraw" />;
        if (act === 'finish' && can('finish_now')) return <Proved one={found} act="finish" />;
        if (act === 'not-me' && can('object')) return <NotMe one={found} />;
        return <Navigate to={`/my/cases/${found.id}`} replace />;
      }}
    </Answer>
  );
}
