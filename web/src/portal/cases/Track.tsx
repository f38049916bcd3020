// SPDX-License-Identifier: Apache-2.0
// One request: where it is, what comes next, until when it can be undone, what it costs.
import {Link, useParams} from 'react-router-dom';

import {kCaseStates} from '../../i18n/states';
import {ButtonLink, Ways} from '../../ui/Button';
import {CaseLine} from '../../ui/CaseLine';
import {Notice} from '../../ui/Notice';
import {StateBadge} from '../../ui/StateBadge';
import {useCase, useSession, type Case} from '../data';
import {Figures} from '../ending/Figures';
import {useFormat} from '../format';
import {Aside, Page} from '../Page';
import {Answer} from '../Problem';
import {useWords, type WordKey} from '../words';
import {Messages} from './Messages';
import {Papers} from './Papers';
import {Timeline} from './Timeline';
import {claimableOf, kDoneFor, undoOf, waitsFor} from './standing';
import './Track.css';

interface Way {
  to: string;
  name: WordKey;
}

const kTakesPapers: Case['state'][] = ['AUTH_STEPUP', 'AWAITING_SUBSCRIBER', 'UNDER_REVIEW',
  'FRAUD_HOLD'];

// The one thing to do now, if there is one.
function mainWay(one: Case, isCounter: boolean): Way | null {
  const at = `/my/cases/${one.id}`;
  const can = (action: Case['actions'][number]) => one.actions.includes(action);
  if (one.state === 'DRAFT' && can('submit')) return {to: `${at}/quote`, name: 'track.go_on'};
  if (one.state === 'AUTH_STEPUP' && can('confirm')) return {to: `${at}/proof`, name: 'proof.title'};
  // In a shop the clerk sees to it.
  if (!isCounter && claimableOf(one)) return {to: `${at}/refund`, name: 'refund.give'};
  if (one.state !== 'AWAITING_SUBSCRIBER') return null;
  const isPaper = one.open_items.some((item) => item.obligation === 'OB-04' ||
    item.obligation === '');
  if (can('add_document') && (isPaper || !can('settle')))
    return {to: `${at}/documents`, name: 'track.add_document'};
  if (can('settle')) return {to: `/my/lines/${one.line_id}/end/check`, name: 'track.settle'};
  return null;
}

function otherWays(one: Case): Way[] {
  const at = `/my/cases/${one.id}`;
  const can = (action: Case['actions'][number]) => one.actions.includes(action);
  const ways: Way[] = [];
  const isDraft = one.state === 'DRAFT';
  if (isDraft && can('settle'))
    ways.push({to: `/my/lines/${one.line_id}/end/check`, name: 'quote.change'});
  if (can('withdraw')) {
    const name = isDraft ? 'withdraw.keep' : one.stopped_at ? 'withdraw.restore' : 'withdraw.go';
    ways.push({to: `${at}/withdraw`, name});
  }
  if (can('finish_now')) ways.push({to: `${at}/finish`, name: 'finish.name'});
  // Where nobody waits for a paper the act that needs one asks for it.
  if (can('add_document') && kTakesPapers.includes(one.state))
    ways.push({to: `${at}/documents`, name: 'track.add_document'});
  if (can('object') && !isDraft) ways.push({to: `${at}/not-me`, name: 'not_me.go'});
  return ways;
}

function Next({one}: {one: Case}) {
  const {t, say} = useWords();
  const undo = undoOf(one);
  return (
    <Notice tone={one.state === 'STUCK' || one.state === 'FRAUD_HOLD' ? 'warn' : 'info'}>
      <h2 className="track-next">{t('track.next')}</h2>
      <p>{say(one.next)}</p>
      <p>{t(waitsFor(one))}</p>
      {undo && <p>{t(undo)}</p>}
    </Notice>
  );
}

function Why({one}: {one: Case}) {
  const {t, say} = useWords();
  if (!one.reason && !one.remedy && one.open_items.length === 0) return null;
  return (
    <section>
      {one.reason && <><h2>{t('track.reason')}</h2><p>{say(one.reason)}</p></>}
      {one.remedy && <><h2>{t('track.remedy')}</h2><p>{say(one.remedy)}</p></>}
      {one.open_items.length > 0 && (
        <>
          <h2>{t('track.open')}</h2>
          <ul className="plain-list">
            {one.open_items.map((item) => <li key={say(item.text)}>{say(item.text)}</li>)}
          </ul>
        </>
      )}
    </section>
  );
}

// From the moment that the service is off: whether the eSIM is still there, and what to do.
function Esim({one}: {one: Case}) {
  const {t, say} = useWords();
  if (!one.profile || !one.stopped_at || kDoneFor.includes(one.state)) return null;
  return (
    <section>
      <h2>{t('track.esim')}</h2>
      <p>{say(one.profile.text)}</p>
    </section>
  );
}

function Money({one}: {one: Case}) {
  const {t} = useWords();
  const format = useFormat();
  // Figures of what never came to be would mislead.
  if (kDoneFor.includes(one.state)) return null;
  return (
    <section>
      <h2>{t('track.money')}</h2>
      <Figures quote={one.quote} hasLastDay={!one.restore_until} />
      {one.refunds.length > 0 && (
        <ul className="plain-list">
          {one.refunds.map((refund) => (
            <li key={refund.id} className="track-row">
              <span>{t('track.refund', {amount: format.money(refund.amount)})}</span>
              <span className="quiet">{t(`refund.${refund.state}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Whole({one}: {one: Case}) {
  const {t, language} = useWords();
  const isCounter = Boolean(useSession().data?.line_id);
  const main = mainWay(one, isCounter);
  const others = otherWays(one);
  return (
    <Page title={one.msisdn_masked}>
      <p className="track-row">
        <span>{t('track.number')} <strong className="tabular">{one.number}</strong></span>
        <StateBadge words={kCaseStates[one.state]} language={language} />
      </p>
      {(one.submitted_at || !kDoneFor.includes(one.state)) &&
        <CaseLine one={one} language={language} />}
      <Next one={one} />
      <Why one={one} />
      {main && <Ways><ButtonLink look="go" to={main.to}>{t(main.name)}</ButtonLink></Ways>}
      <Aside>
        {others.length > 0 && (
          <Ways>
            {others.filter((way) => way.to !== main?.to).map((way) => (
              <ButtonLink key={way.name} to={way.to}>{t(way.name)}</ButtonLink>
            ))}
          </Ways>
        )}
        <Esim one={one} />
        <Money one={one} />
        <Papers one={one} />
        <Messages id={one.id} version={one.version} />
        <Timeline one={one} />
      </Aside>
      {!isCounter &&
        <p><Link to="/my/lines" className="lone-link">{t('track.to_lines')}</Link></p>}
    </Page>
  );
}

export default function Track() {
  const one = useCase(useParams().id ?? '');
  return <Answer of={one} lines={8} isPage>{(found) => <Whole one={found} />}</Answer>;
}
