// SPDX-License-Identifier: Apache-2.0
// Cases as a CSV file, by the days they were opened. The file is saved only when it came
// whole.
import {Alert, Button, Form, Input, Progress} from 'antd';
import {useEffect, useState} from 'react';
import {useSearchParams} from 'react-router-dom';

import {useNow, useZone} from '../../api';
import {useParam} from '../../parts/address';
import {civilDay, isCivilDay} from '../../parts/civil';
import {Trouble} from '../../parts/Trouble';
import {useWords} from '../../words';
import './audit.css';
import {useDownload} from './useDownload';

function Day({id, label, value, onChange}: {
  id: string; label: string; value: string; onChange: (day: string | null) => void;
}) {
  const {t} = useWords();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const isWrong = typed !== '' && !isCivilDay(typed);
  return (
    <Form.Item label={label} htmlFor={id} extra={t('exports.day.hint')}
      validateStatus={isWrong ? 'error' : ''}
      help={isWrong ? <span role="alert">{t('exports.day.wrong')}</span> : undefined}>
      <Input id={id} value={typed} maxLength={10} inputMode="numeric" autoComplete="off"
        aria-invalid={isWrong}
        onChange={(change) => {
          setTyped(change.target.value);
          if (change.target.value === '' || isCivilDay(change.target.value))
            onChange(change.target.value || null);
        }} />
    </Form.Item>
  );
}

// The last days up to today, by the operator's calendar.
function useLastDays(): (days: number) => {from: string; to: string} {
  const now = useNow();
  const zone = useZone();
  return (days) => {
    const first = new Date(now.getTime() - (days - 1) * 86_400_000);
    return {from: civilDay(zone, first), to: civilDay(zone, now)};
  };
}

function Spans() {
  const {t} = useWords();
  const [, setParams] = useSearchParams();
  const lastDays = useLastDays();
  return (
    <div className="row export-spans">
      {[7, 30].map((days) => (
        <Button key={days} size="small"
          onClick={() => setParams(lastDays(days), {replace: true})}>
          {t('exports.days', {n: days})}
        </Button>
      ))}
      <Button size="small" onClick={() => setParams({}, {replace: true})}>
        {t('exports.all')}
      </Button>
    </div>
  );
}

function sizeWords(tag: string, bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte'] as const;
  const at = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  return new Intl.NumberFormat(tag, {style: 'unit', unit: units[at]!, unitDisplay: 'short',
    maximumFractionDigits: at === 2 ? 1 : 0}).format(bytes / 1000 ** at);
}

export default function ExportsPage() {
  const {t, tag} = useWords();
  const [from, setFrom] = useParam('from');
  const [to, setTo] = useParam('to');
  const {download, start, stop} = useDownload();
  const isBackward = from !== null && to !== null && from > to;
  const isRunning = download.state === 'running';
  // Kept in the access log; never in the address.
  const [reason, setReason] = useState('');
  const isUnsaid = reason.trim().length < 5;
  const size = sizeWords(tag, download.bytes);
  const run = () => {
    const query = new URLSearchParams();
    if (from && isCivilDay(from)) query.set('from', from);
    if (to && isCivilDay(to)) query.set('to', to);
    query.set('reason', reason.trim());
    const any = t('exports.any');
    void start(`/api/v1/exports/cases?${query}`,
      t('exports.file', {from: from ?? any, to: to ?? any}));
  };
  return (
    <>
      <h1>{t('exports.title')}</h1>
      <p className="quiet">{t('exports.intro')}</p>
      <Form layout="vertical" className="audit-form" onFinish={run}>
        <Spans />
        <div className="export-dates">
          <Day id="export-from" label={t('exports.from')} value={from ?? ''} onChange={setFrom} />
          <Day id="export-to" label={t('exports.to')} value={to ?? ''} onChange={setTo} />
        </div>
        <Form.Item label={t('exports.reason')} htmlFor="export-reason"
          extra={t('exports.reason.hint')}>
          <Input id="export-reason" value={reason} maxLength={300} autoComplete="off"
            onChange={(change) => setReason(change.target.value)} />
        </Form.Item>
        {isBackward ? <p role="alert" className="due-late">{t('exports.order')}</p> : null}
        {isRunning
          ? <Button onClick={stop}>{t('exports.stop')}</Button>
          : <Button type="primary" htmlType="submit" disabled={isBackward || isUnsaid}>
              {t('exports.start')}
            </Button>}
      </Form>
      <div role="status">
        {isRunning ? (
          <>
            {/* Moves for the eye only: how far it is, nobody knows; the sentence counts. */}
            <div aria-hidden="true">
              <Progress percent={100} status="active" showInfo={false} />
            </div>
            <p className="tabular">{t('exports.running', {size})}</p>
          </>
        ) : null}
        {download.state === 'done'
          ? <Alert type="success" showIcon message={t('exports.done', {size})} /> : null}
      </div>
      {download.state === 'failed' ? (
        <>
          <Trouble error={download.error} onAgain={run} />
          <p>{t('exports.failed')}</p>
        </>
      ) : null}
    </>
  );
}
