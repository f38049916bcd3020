// SPDX-License-Identifier: Apache-2.0
// What is known of the card or eSIM of a case, and what its chip and desks have signed.
import {useQuery} from '@tanstack/react-query';
import {App, Button} from 'antd';

import {answered, type Schemas} from '../../api/client';
import {number} from '../../i18n/format';
import {api, useAct, type Case} from '../api';
import {useMay} from '../session';
import {useWords} from '../words';
import {Section} from './case_sections';
import {DangerAct} from './DangerAct';
import {Moment} from './Due';
import {useQuestion} from './question';
import {Answer} from './Trouble';

type Evidence = Schemas['CardEvidence'];

function Reports({reports}: {reports: Evidence['reports']}) {
  const {t, tag} = useWords();
  if (reports.length === 0) return <p className="quiet">{t('card.reports_none')}</p>;
  return (
    <ul className="plain" aria-label={t('card.reports')}>
      {reports.map((report) => (
        <li key={report.digest}>
          <strong>{t(`card.change.${report.change}`)}</strong> <Moment at={report.at} />{' '}
          <span className="quiet">
            {t('card.report', {n: number(tag, report.sequence)})}
            {report.times > 1
              ? ` · ${t('card.report_times', {n: number(tag, report.times)})}` : ''}
            {report.is_in_history ? '' : ` · ${t('card.untold')}`}
          </span>
          <div className="quiet">{t('card.digest')} <code className="digest">{report.digest}</code></div>
        </li>
      ))}
    </ul>
  );
}

function Wipes({wipes}: {wipes: Evidence['wipes']}) {
  const {t} = useWords();
  if (wipes.length === 0) return null;
  return (
    <ul className="plain" aria-label={t('card.wipes')}>
      {wipes.map((wipe) => (
        <li key={wipe.digest}>
          <strong>{t(wipe.is_proved ? 'card.wiped' : 'card.wiped_partly')}</strong>{' '}
          <Moment at={wipe.wiped_at} />
          {wipe.is_in_history ? null : <span className="quiet"> · {t('card.untold')}</span>}
          <div className="quiet">{t('card.digest')} <code className="digest">{wipe.digest}</code></div>
          <div className="quiet">{t('card.desk_key')} <code className="digest">{wipe.desk_key}</code></div>
        </li>
      ))}
    </ul>
  );
}

// Only while the device is waited for.
function Waiver({theCase}: {theCase: Case}) {
  const {t} = useWords();
  const {message} = App.useApp();
  const {which, seen, ask} = useQuestion<'waive'>(theCase);
  const acting = useAct(seen.id);
  return (
    <>
      <Button onClick={() => ask('waive')}>{t('card.waive')}</Button>
      <DangerAct open={which === 'waive'} masked={theCase.msisdn_masked} reasonMin={5}
        title={t('card.waive.of', {number: theCase.msisdn_masked})}
        consequence={t('card.waive.consequence')} button={t('card.waive')}
        onClose={() => ask(null)}
        act={async (reason) => {
          await acting.mutateAsync({seen, act: async (_, header) => answered(
            await api.client.POST('/api/v1/cases/{id}/card/waiver',
              {params: {path: {id: seen.id}, header}, body: {reason}}))});
          void message.success(t('card.waive.done'));
        }} />
    </>
  );
}

export function CardOf({theCase}: {theCase: Case}) {
  const {t} = useWords();
  const may = useMay();
  const asked = useQuery({
    queryKey: ['card', theCase.id, theCase.version],
    queryFn: async () => answered(
      await api.client.GET('/api/v1/cases/{id}/card', {params: {path: {id: theCase.id}}})),
    refetchInterval: 30_000,
  });
  return (
    <Section title={t('card.title')}>
      <Answer of={asked} rows={2}>
        {(card) => (
          <>
            <dl className="facts">
              <div><dt>{t('card.now')}</dt><dd>{t(`card.state.${card.state}`)}</dd></div>
              <div><dt>{t('card.iccid')}</dt><dd className="tabular">{card.iccid_masked}</dd></div>
              {card.eid_masked
                ? <div><dt>{t('card.eid')}</dt><dd className="tabular">{card.eid_masked}</dd></div>
                : null}
            </dl>
            {card.is_esim ? (
              <>
                <p>{t(card.is_proved ? 'card.proved' : 'card.unproved')}</p>
                <Reports reports={card.reports} />
              </>
            ) : null}
            <Wipes wipes={card.wipes} />
            {card.state === 'DELETE_PENDING_OFFLINE' && may('waive_profile')
              ? <Waiver theCase={theCase} /> : null}
          </>
        )}
      </Answer>
    </Section>
  );
}
