// SPDX-License-Identifier: Apache-2.0
// The quote and the consent to it. A quote that changed meanwhile stands beside the old one.
import {useMutation} from '@tanstack/react-query';
import {useEffect, useRef, useState, type FormEvent, type ReactNode} from 'react';
import {Navigate, useNavigate, useParams} from 'react-router-dom';

import {answered, ifSeen, Refusal} from '../../api/client';
import {stopsLater} from '../../api/stop';
import {Button, ButtonLink, Ways} from '../../ui/Button';
import {Check} from '../../ui/Field';
import {Notice} from '../../ui/Notice';
import {api, queries} from '../api';
import {useCase, useSession, type Case, type Quote} from '../data';
import {useFormat} from '../format';
import {Page} from '../Page';
import {Answer, Problem} from '../Problem';
import {useWords} from '../words';
import {forgetChoices} from './choices';
import {CivilDay, Figures} from './Figures';

function Changed({before, now}: {before: Quote; now: Quote}) {
  const {t} = useWords();
  const format = useFormat();
  const spot = useRef<HTMLDivElement>(null);
  // It comes up above the button that was pressed, out of sight.
  useEffect(() => spot.current?.focus(), []);
  const rows: [string, ReactNode, ReactNode][] = [
    [t('figures.total'), format.money(before.total), format.money(now.total)],
    [t('figures.refund'), format.money(before.refund), format.money(now.refund)],
    [t('figures.last_day'), <CivilDay date={before.last_day_to_undo} />,
      <CivilDay date={now.last_day_to_undo} />],
  ];
  return (
    <Notice tone="warn" role="alert" spot={spot}>
      <p>{t('quote.changed')}</p>
      <table className="figures figures-two">
        <thead>
          <tr><td /><th scope="col">{t('quote.before')}</th><th scope="col">{t('quote.now')}</th></tr>
        </thead>
        <tbody>
          {rows.map(([name, old, fresh]) => (
            <tr key={name}><th scope="row">{name}</th><td>{old}</td><td>{fresh}</td></tr>
          ))}
        </tbody>
      </table>
    </Notice>
  );
}

// What must be cleared first leads back to its question.
function Blocked({one, fault}: {one: Case; fault: unknown}) {
  const {t} = useWords();
  if (!(fault instanceof Refusal) || fault.code !== 'obligation.blocked') return null;
  const first = fault.body.obligations?.[0]?.toLowerCase() ?? 'check';
  const step = first === 'ob-23' ? 'services' : first;
  return (
    <p>
      <ButtonLink to={`/my/lines/${one.line_id}/end/${step}`}>{t('quote.clear')}</ButtonLink>
    </p>
  );
}

function useSubmit(one: Case, onChanged: () => void) {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => answered(await api.client.POST('/api/v1/cases/{id}/submission', {
      params: {path: {id: one.id}, header: ifSeen(one.version)},
      body: {quote_hash: one.quote.hash},
    })),
    onSuccess: (after) => {
      const next = after.state === 'AUTH_STEPUP' ? 'proof' : 'receipt';
      navigate(`/my/cases/${after.id}/${next}`, {replace: true});
      forgetChoices(after.line_id);
      queries.setQueryData(['case', after.id], after);
      void queries.invalidateQueries({predicate: ({queryKey}) =>
        ['lines', 'line', 'cases'].includes(String(queryKey[0]))});
    },
    onError: async (fault) => {
      if (!(fault instanceof Refusal)) return;
      if (fault.status !== 409 && fault.status !== 412) return;
      onChanged();
      await queries.invalidateQueries({queryKey: ['case', one.id]});
    },
  });
}

function Consent({one}: {one: Case}) {
  const {t} = useWords();
  const format = useFormat();
  const isCounter = Boolean(useSession().data?.line_id);
  const [before, setBefore] = useState<Quote | null>(null);
  const [agreed, setAgreed] = useState('');
  const submitting = useSubmit(one, () => setBefore(one.quote));
  const isSigned = !isCounter || one.documents.some((paper) => paper.kind === 'signature');
  const isOld = before !== null && before.hash !== one.quote.hash;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBefore(null);
    submitting.mutate();
  };
  return (
    <Page title={t('quote.title', {number: one.msisdn_masked})}
      lead={<p>{t(stopsLater(one) ? 'quote.lead_later' : 'quote.lead')}</p>}>
      {isOld && <Changed before={before} now={one.quote} />}
      <Figures quote={one.quote} />
      <Notice tone="warn"><p>{t('quote.means', {number: one.msisdn_masked,
        day: format.day(one.quote.last_day_to_undo)})}</p></Notice>
      <form onSubmit={submit}>
        <Check required checked={agreed === one.quote.hash}
          onChange={(event) => setAgreed(event.target.checked ? one.quote.hash : '')}>
          {t('quote.agree')}
        </Check>
        {isOld ? <p>{t('quote.changed_above')}</p> : <Problem fault={submitting.error} />}
        <Blocked one={one} fault={submitting.error} />
        <Ways>
          {isSigned
            ? <Button type="submit" look="danger" isBusy={submitting.isPending}>
                {t('quote.go')}
              </Button>
            : <ButtonLink look="go" to={`/my/cases/${one.id}/sign`}>{t('quote.sign')}</ButtonLink>}
          <ButtonLink to={`/my/lines/${one.line_id}/end/when`}>{t('quote.change')}</ButtonLink>
        </Ways>
      </form>
    </Page>
  );
}

export default function QuotePage() {
  const one = useCase(useParams().id ?? '');
  return (
    <Answer of={one} isPage>
      {(found) => (found.state === 'DRAFT' ? <Consent one={found} />
        : <Navigate to={`/my/cases/${found.id}`} replace />)}
    </Answer>
  );
}
