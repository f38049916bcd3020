// SPDX-License-Identifier: Apache-2.0
// Refunds by state, the longest due first; what came back can be sent to another account.
import {keepPreviousData, useQuery} from '@tanstack/react-query';
import {Button, Select} from 'antd';
import {useState} from 'react';
import {Link} from 'react-router-dom';

import {answered, type Schemas} from '../../../api/client';
import {money} from '../../../i18n/format';
import {api} from '../../api';
import {useParam, usePages} from '../../parts/address';
import {Due} from '../../parts/Due';
import {Pager} from '../../parts/Pager';
import {PlainTable, type PlainColumn} from '../../parts/PlainTable';
import {isRefundState, kRefundStates, RefundBadge} from '../../parts/RefundBadge';
import {Answer, Nothing} from '../../parts/Trouble';
import {useMay} from '../../session';
import {useWords, type Key} from '../../words';
import {NewAccount} from './NewAccount';
import './refunds.css';

type Refund = Schemas['Refund'];

const kRows = 50;
const kTargets: ReadonlySet<string> = new Set(['source', 'bank', 'line', 'cash', 'donate']);
const kCameBack: ReadonlySet<Refund['state']> = new Set(['RETURNED', 'AWAITING_NEW_ACCOUNT']);
const kOver: ReadonlySet<Refund['state']> = new Set(['PAID', 'ESCHEATED']);

function useRefunds(state: Refund['state'] | null) {
  const {after} = usePages();
  return useQuery({
    queryKey: ['refunds', state, after],
    queryFn: async () => answered(await api.client.GET('/api/v1/refunds', {params: {query: {
      limit: kRows, ...(state ? {state} : {}), ...(after ? {after} : {})}}})),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

function Target({refund}: {refund: Refund}) {
  const {t} = useWords();
  return (
    <>
      {kTargets.has(refund.target) ? t(`refunds.target.${refund.target}` as Key) : refund.target}
      {refund.account_masked
        ? <span className="quiet tabular refund-account">{refund.account_masked}</span> : null}
    </>
  );
}

function useColumns(onAccount: (refund: Refund) => void): PlainColumn<Refund>[] {
  const {t, tag} = useWords();
  const may = useMay();
  return [
    {id: 'number', title: t('refunds.number'), isHead: true,
      cell: (refund) => <span className="tabular">{refund.msisdn_masked}</span>},
    {id: 'case', title: t('case.number'),
      cell: (refund) => (
        <Link className="link tabular" to={`/cases/${refund.case_id}`}>{refund.case_number}</Link>)},
    {id: 'amount', title: t('refunds.amount'), isNumber: true,
      cell: (refund) => <span className="money">{money(tag, refund.amount)}</span>},
    {id: 'state', title: t('refunds.state'), cell: (refund) => (
      <>
        <RefundBadge state={refund.state} />
        {kCameBack.has(refund.state) ? (
          <span className="quiet refund-why">{t('refunds.returned.why')}</span>) : null}
      </>)},
    {id: 'target', title: t('refunds.target'), cell: (refund) => <Target refund={refund} />},
    {id: 'due', title: t('refunds.due'), cell: (refund) =>
      <Due at={refund.due} isDone={kOver.has(refund.state)} />},
    {id: 'act', title: t('refunds.act'), cell: (refund) =>
      refund.actions.includes('new_account') && may('give_refund_account')
        ? <Button size="small" onClick={() => onAccount(refund)}>{t('refunds.account')}</Button>
        : <span className="quiet">
            {t(refund.is_for_owner_only ? 'refunds.account.owner' : 'desk.none')}
          </span>},
  ];
}

function States({state, onChoose}: {
  state: Refund['state'] | null; onChoose: (state: string | null) => void;
}) {
  const {t} = useWords();
  return (
    <div className="filters" role="search">
      <Select className="filter" aria-label={t('refunds.state')} value={state ?? ''}
        onChange={(value) => onChoose(value || null)} options={[
          {value: '', label: t('refunds.state.all')},
          ...kRefundStates.map((value) => ({value, label: t(`case.refund.${value}`)})),
        ]} />
    </div>
  );
}

export default function RefundsPage() {
  const {t} = useWords();
  const [text, setState] = useParam('state');
  const state = isRefundState(text) ? text : null;
  const [chosen, choose] = useState<Refund | null>(null);
  const asked = useRefunds(state);
  const columns = useColumns(choose);
  return (
    <>
      <h1>{t('refunds.title')}</h1>
      <p className="quiet">{t('refunds.intro')}</p>
      <States state={state} onChoose={setState} />
      <Answer of={asked} rows={6}>
        {({items, next, total}) => (
          <>
            {items.length === 0
              ? <Nothing>{t(state ? 'refunds.none.state' : 'refunds.none')}</Nothing>
              : <PlainTable label={t('refunds.title')} columns={columns} rows={items}
                  keyOf={(refund) => refund.id} />}
            <Pager total={total} next={next} />
          </>
        )}
      </Answer>
      <NewAccount refund={chosen} onClose={() => choose(null)} />
    </>
  );
}
