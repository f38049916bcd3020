// SPDX-License-Identifier: Apache-2.0
// Finds a case by its number; its page shows the stored history.
import {Button, Form, Input} from 'antd';
import {useEffect, useState} from 'react';
import {Link} from 'react-router-dom';

import {kCaseStates, kChannels} from '../../../i18n/states';
import {StateBadge} from '../../../ui/StateBadge';
import {useCases, type CaseSummary} from '../../api';
import {useParam, usePages} from '../../parts/address';
import {Moment} from '../../parts/Due';
import {Pager} from '../../parts/Pager';
import {PlainTable, type PlainColumn} from '../../parts/PlainTable';
import {Answer, Nothing} from '../../parts/Trouble';
import {useWords} from '../../words';
import './audit.css';

function useColumns(): PlainColumn<CaseSummary>[] {
  const {t, language} = useWords();
  return [
    {id: 'case', title: t('audit.case'), isHead: true,
      cell: (row) => <Link className="link tabular" to={`/audit/${row.id}`}>{row.number}</Link>},
    {id: 'number', title: t('audit.number'),
      cell: (row) => <span className="tabular">{row.msisdn_masked}</span>},
    {id: 'state', title: t('audit.state'),
      cell: (row) => <StateBadge words={kCaseStates[row.state]} language={language} />},
    {id: 'channel', title: t('audit.channel'),
      cell: (row) => kChannels[row.channel][language]},
    {id: 'opened', title: t('audit.opened'), cell: (row) => <Moment at={row.opened_at} />},
  ];
}

function Found({q}: {q: string}) {
  const {t} = useWords();
  const {after} = usePages();
  const columns = useColumns();
  const asked = useCases({q, sort: '-opened', limit: 50, ...(after ? {after} : {})}, 60_000);
  return (
    <Answer of={asked} rows={4}>
      {({items, next, total}) => items.length === 0
        ? <Nothing>{t('audit.find.none')}</Nothing>
        : (
          <>
            <PlainTable label={t('audit.find')} columns={columns} rows={items}
              keyOf={(row) => row.id} />
            <Pager total={total} next={next} />
          </>
        )}
    </Answer>
  );
}

export default function AuditPage() {
  const {t} = useWords();
  const [q, setQ] = useParam('q');
  const [typed, setTyped] = useState(q ?? '');
  useEffect(() => setTyped(q ?? ''), [q]);
  return (
    <>
      <h1>{t('audit.title')}</h1>
      <Form layout="vertical" className="audit-form" role="search"
        onFinish={() => setQ(typed.trim() || null)}>
        <Form.Item label={t('audit.find.label')} htmlFor="audit-number"
          extra={t('audit.find.hint')}>
          <Input id="audit-number" value={typed} maxLength={32} autoComplete="off"
            onChange={(change) => setTyped(change.target.value)} />
        </Form.Item>
        <Button type="primary" htmlType="submit">{t('audit.find.button')}</Button>
      </Form>
      {q ? <Found q={q} /> : <p className="quiet">{t('audit.find.idle')}</p>}
    </>
  );
}
