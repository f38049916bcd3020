// SPDX-License-Identifier: Apache-2.0
// Cases as a CSV file, by the days they were opened. The file is saved only when it came
// whole.
import {Alert, Button, Form, Progress} from 'antd';

import {useParam} from '../../parts/address';
import {Trouble} from '../../parts/Trouble';
import {useWords} from '../../words';
import './audit.css';
import {useDownload} from './useDownload';

const kDay = /^\d{4}-\d\d-\d\d$/;

function Day({id, label, value, onChange}: {
  id: string; label: string; value: string; onChange: (day: string | null) => void;
}) {
  return (
    <Form.Item label={label} htmlFor={id}>
      <input id={id} type="date" value={value} max="9999-12-31"
        onChange={(change) => onChange(change.target.value || null)} />
    </Form.Item>
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
    if (from && kDay.test(from)) query.set('from', from);
    if (to && kDay.test(to)) query.set('to', to);
    const any = t('exports.any');
    void start(`/api/v1/exports/cases?${query}`,
      t('exports.file', {from: from ?? any, to: to ?? any}));
  };
  return (
    <>
      <h1>{t('exports.title')}</h1>
      <p className="quiet">{t('exports.intro')}</p>
      <Form layout="vertical" className="audit-form" onFinish={run}>
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
