// SPDX-License-Identifier: Apache-2.0
import {Link} from 'react-router-dom';

import {kCaseStates, kLineStates} from '../../i18n/states';
import {ButtonLink} from '../../ui/Button';
import {StateBadge} from '../../ui/StateBadge';
import {useCases, useLines, type CaseSummary, type Line} from '../data';
import {useElder} from '../elder';
import {useFormat} from '../format';
import {Page} from '../Page';
import {Answer, Problem} from '../Problem';
import {useWords} from '../words';
import './Lines.css';

// The ends of masked numbers, large: people know their lines by them.
export function MaskedNumber({of}: {of: string}) {
  return (
    <span className="masked">
      {of.slice(0, -4)}<strong>{of.slice(-4)}</strong>
    </span>
  );
}

function LineCard({line}: {line: Line}) {
  const {t, language} = useWords();
  const format = useFormat();
  const elder = useElder();
  const canEnd = line.actions.includes('open_case') && !line.open_case_id;
  return (
    <li className="line-card">
      <div className="line-top">
        <h2 className="line-name">
          <Link to={`/my/lines/${line.id}`}><MaskedNumber of={line.msisdn_masked} /></Link>
        </h2>
        <StateBadge words={kLineStates[line.state]} language={language} />
      </div>
      <p className="quiet">
        {[line.nickname, line.plan, t('lines.monthly', {fee: format.money(line.monthly_fee)})]
          .filter(Boolean).join(' · ')}
      </p>
      <div className="line-acts">
        {line.open_case_id && (
          <ButtonLink look="go" to={`/my/cases/${line.open_case_id}`}>
            {t('lines.request')}
            <span className="visually-hidden"> {line.msisdn_masked}</span>
          </ButtonLink>
        )}
        {canEnd && (
          <ButtonLink to={`/my/lines/${line.id}/end/check`}>
            {t('lines.end')}
            <span className="visually-hidden"> {line.msisdn_masked}</span>
          </ButtonLink>
        )}
        {!elder && (
          <ButtonLink look="quiet" to={`/my/lines/${line.id}`}>
            {t('lines.more')}
            <span className="visually-hidden"> {line.msisdn_masked}</span>
          </ButtonLink>
        )}
      </div>
    </li>
  );
}

function Requests({lines}: {lines: Line[]}) {
  const {t, language} = useWords();
  const format = useFormat();
  const open = lines.map((line) => line.open_case_id);
  const past = (one: CaseSummary) => !open.includes(one.id);
  const all = useCases();
  const cases = all.data?.filter(past).reverse() ?? [];
  if (!cases.length && !all.error) return null;
  return (
    <section aria-labelledby="requests">
      <h2 id="requests">{t('lines.requests')}</h2>
      {!all.data && <Problem fault={all.error} onRetry={() => void all.refetch()} />}
      <ul className="plain-list">
        {cases.map((one) => (
          <li key={one.id} className="line-top">
            <span>
              <Link to={`/my/cases/${one.id}`} className="lone-link">{one.msisdn_masked}</Link>
              <span className="quiet small"> {format.day(one.opened_at)}</span>
            </span>
            <StateBadge words={kCaseStates[one.state]} language={language} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export default function Lines() {
  const {t} = useWords();
  const lines = useLines();
  return (
    <Page title={t('lines.title')}>
      <Answer of={lines}>
        {(items) => (
          <>
            {items.length === 0 && <p>{t('lines.none')}</p>}
            <ul className="line-cards">
              {items.map((line) => <LineCard key={line.id} line={line} />)}
            </ul>
            <Requests lines={items} />
          </>
        )}
      </Answer>
    </Page>
  );
}
