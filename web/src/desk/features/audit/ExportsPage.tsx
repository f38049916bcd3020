// SPDX-License-Identifier: Apache-2.0
// Cases as a CSV file, by the days they were opened. The file is saved only when it came
// whole.
import {Alert, Button, Form, Input, Progress} from 'antd';
import {useEffect, useState} from 'react';
import {useSearchParams} from 'react-router-dom';

import {useNow, useZone} from '../../api';
import {useParam} from '../../parts/address';
import {Trouble} from '../../parts/Trouble';
import {useWords} from '../../words';
import './audit.css';
import {useDownload} from './useDownload';

const kDay = /^\d{4}-\d\d-\d\d$/;

// Of another day than a calendar has, nothing can be exported.
function isDay(text: string): boolean {
  return kDay.test(text) && !Number.isNaN(Date.parse(text));
}

function Day({id, label, value, onChange}: {
  id: string; label: string; value: string; onChange: (day: string | null) => void;
}) {
  const {t} = useWords();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const isWrong = typed !== '' && !isDay(typed);
  return (
    <Form.Item label={label} htmlFor={id} extra={t('exports.day.hint')}
      validateStatus={isWrong ? 'error' : ''}
      help={isWrong ? <span role="alert">{t('exports.day.wrong')}</span> : undefined}>
      <Input id={id} value={typed} maxLength={10} inputMode="numeric" autoComplete="off"
        aria-invalid={isWrong}
        onChange={(change) => {
          setTyped(change.target.value);
          if (change.target.value === '' || isDay(change.target.value))
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
    const civil = new Intl.DateTimeFormat('en-CA',
      {timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit'});
    const first = new Date(now.getTime() - (days - 1) * 86_400_000);
    return {from: civil.format(first), to: civil.format(now)};
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
  const size = sizeWords(tag, download.bytes);
  const run = () => {
    const query = new URLSearchParams();
    if (from && isDay(from)) query.set('from', from);
    if (to && isDay(to)) query.set('to', to);
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
        {isBackward ? <p role="alert" className="due-late">{t('exports.order')}</p> : null}
        {isRunning
          ? <Button onClick={stop}>{t('exports.stop')}</Button>
          : <Button type="primary" htmlType="submit" disabled={isBackward}>
              {t('exports.start')}
            </Button>}
      </Form>
      <div role="status">
        {isRunning ? (
          <>
            <Progress percent={100} status="active" showInfo={false}
              aria-label={t('exports.title')} />
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
