// SPDX-License-Identifier: Apache-2.0
// Whether the home register agrees with us: every line compared, and keys that belong to
// nobody. Nothing is changed, and no names are shown.
import {useQuery} from '@tanstack/react-query';
import {Alert, Button, Progress} from 'antd';

import {answered} from '../../../api/client';
import {number} from '../../../i18n/format';
import {kLineStates, type LineState} from '../../../i18n/states';
import {StateBadge} from '../../../ui/StateBadge';
import {api} from '../../api';
import {Section} from '../../parts/case_sections';
import {useTruthWords} from '../../parts/farSide';
import {PlainTable, type PlainColumn} from '../../parts/PlainTable';
import {Answer, Trouble} from '../../parts/Trouble';
import {useWords} from '../../words';
import './network.css';
import {useScan, type Finding, type Scan} from './useScan';

function useColumns(): PlainColumn<Finding>[] {
  const {t, language} = useWords();
  const truthWords = useTruthWords();
  return [
    {id: 'number', title: t('network.number'), isHead: true,
      cell: (row) => <span className="tabular">{row.msisdn_masked}</span>},
    {id: 'ours', title: t('network.ours'), cell: (row) => {
      const words = kLineStates[row.state as LineState];
      return words ? <StateBadge words={words} language={language} /> : row.state;
    }},
    {id: 'theirs', title: t('network.theirs'), cell: (row) => truthWords(row.truth)},
    {id: 'line', title: t('network.line'), cell: (row) => <code>{row.line_id}</code>},
  ];
}

function Outcome({scan}: {scan: Scan}) {
  const {t, tag} = useWords();
  const looked = number(tag, scan.looked);
  const found = number(tag, scan.findings.length);
  if (scan.state === 'idle') return <p>{t('network.idle')}</p>;
  if (scan.state === 'complete') {
    return (
      <Alert showIcon type={scan.findings.length === 0 ? 'success' : 'warning'}
        message={t(scan.findings.length === 0 ? 'network.clean' : 'network.complete',
          {looked, found})} />
    );
  }
  return (
    <div className="network-progress">
      <p className="tabular" role="status">
        <strong>{t('network.progress', {looked, found})}</strong>{' '}
        <span className="quiet">
          {scan.state === 'running'
            ? t('network.rate', {n: number(tag, Math.round(scan.perSecond))})
            : t('network.stopped')}
        </span>
      </p>
      {scan.state === 'running' ? (
        <>
          {/* Moves for the eye only: how far it is, nobody knows; the sentence counts. */}
          <div aria-hidden="true">
            <Progress percent={100} status="active" showInfo={false} />
          </div>
          <p className="quiet">{t('network.running')}</p>
        </>
      ) : null}
    </div>
  );
}

function Findings() {
  const {t} = useWords();
  const {scan, start, stop} = useScan();
  const columns = useColumns();
  const isRunning = scan.state === 'running';
  return (
    <Section title={t('network.findings')}>
      <p className="row">
        <Button type={scan.state === 'idle' ? 'primary' : 'default'}
          onClick={() => (isRunning ? stop() : void start())}>
          {t(isRunning ? 'network.stop'
            : scan.state === 'idle' ? 'network.start' : 'network.again')}
        </Button>
        {scan.state === 'stopped' && scan.after
          ? <Button onClick={() => void start(scan)}>{t('network.go_on')}</Button> : null}
      </p>
      <Trouble error={scan.error} onAgain={() => void start(scan)} />
      <Outcome scan={scan} />
      {scan.findings.length === 0 ? null : (
        <PlainTable label={t('network.findings')} columns={columns} rows={scan.findings}
          keyOf={(row) => row.line_id} />
      )}
    </Section>
  );
}

function Orphans() {
  const {t, tag} = useWords();
  const asked = useQuery({
    queryKey: ['orphan-keys'],
    queryFn: async () => answered(await api.client.GET('/api/v1/network/orphan-keys')).items,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  return (
    <Section title={t('network.orphans')}>
      <p className="quiet">{t('network.orphans.why')}</p>
      <Answer of={asked} rows={2}>
        {(rows) => rows.length === 0 ? <p>{t('network.orphans.none')}</p> : (
          <>
            <p><strong>{t('network.orphans.some', {n: number(tag, rows.length)})}</strong></p>
            <ul className="network-orphans tabular">
              {rows.map(({row}) => <li key={row}>{t('network.orphans.row', {row})}</li>)}
            </ul>
          </>
        )}
      </Answer>
      <Button loading={asked.isFetching} onClick={() => void asked.refetch()}>
        {t('network.orphans.ask')}
      </Button>
    </Section>
  );
}

export default function NetworkPage() {
  const {t} = useWords();
  return (
    <>
      <h1>{t('network.title')}</h1>
      <p className="quiet">{t('network.intro')}</p>
      <div className="network">
        <Findings />
        <Orphans />
      </div>
    </>
  );
}
