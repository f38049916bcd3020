// SPDX-License-Identifier: Apache-2.0
// Whether the books are whole, as a statement: every posting of every currency adds up to
// zero. Beneath, what each account holds and what does not balance.
import {useQuery} from '@tanstack/react-query';
import {Alert, Button} from 'antd';
import {Link} from 'react-router-dom';

import {answered, type Schemas} from '../../../api/client';
import {isZero, money, moment, number} from '../../../i18n/format';
import {api, useZone} from '../../api';
import {PlainTable, type PlainColumn} from '../../parts/PlainTable';
import {Section} from '../../parts/case_sections';
import {Answer} from '../../parts/Trouble';
import {useWords} from '../../words';
import {kAccounts} from '../../words/accounts';
import './ledger.css';

type Proof = Schemas['LedgerProof'];
type Account = Proof['accounts'][number];

function Statement({proof}: {proof: Proof}) {
  const {t, tag} = useWords();
  const zone = useZone();
  const n = (value: number) => number(tag, value);
  const list = new Intl.ListFormat(tag);
  const off = proof.sums.filter((sum) => !isZero(sum)).map(({currency}) => currency);
  return (
    <Alert showIcon type={proof.is_balanced ? 'success' : 'error'}
      message={<h2 className="ledger-statement">
        {proof.is_balanced ? t('ledger.whole', {postings: n(proof.postings)})
          : off.length > 0 ? t('ledger.broken', {currencies: list.format(off)})
          : t('ledger.broken.entries', {n: n(proof.unbalanced.length)})}
      </h2>}
      description={(
        <>
          <p>{t('ledger.counts', {postings: n(proof.postings), entries: n(proof.entries),
            lines: n(proof.lines)})}</p>
          <dl className="ledger-sums">
            {proof.sums.map((sum) => (
              <div key={sum.currency}>
                <dt>{t('ledger.sum', {currency: sum.currency})}</dt>
                <dd className="money">
                  {money(tag, sum)} {t(isZero(sum) ? 'ledger.sum.zero' : 'ledger.sum.off')}
                </dd>
              </div>
            ))}
          </dl>
          <p className="quiet">{t('ledger.proved', {at: moment(tag, zone, proof.at)})}</p>
        </>
      )} />
  );
}

function Accounts({accounts}: {accounts: readonly Account[]}) {
  const {t, tag, say} = useWords();
  const columns: PlainColumn<Account>[] = [
    {id: 'account', title: t('ledger.account'), isHead: true,
      cell: ({account}) => say(kAccounts[account]) || account},
    {id: 'code', title: t('ledger.code'), cell: ({account}) => <code>{account}</code>},
    {id: 'balance', title: t('ledger.balance'), isNumber: true,
      cell: ({balance}) => <span className="money">{money(tag, balance)}</span>},
  ];
  return (
    <Section title={t('ledger.accounts')}>
      <p className="quiet">{t('ledger.accounts.note')}</p>
      <PlainTable label={t('ledger.accounts')} columns={columns} rows={accounts}
        keyOf={({account, balance}) => `${account} ${balance.currency}`} />
    </Section>
  );
}

function Unbalanced({entries}: {entries: Proof['unbalanced']}) {
  const {t, tag} = useWords();
  return (
    <Section title={t('ledger.unbalanced')}>
      {entries.length === 0 ? <p>{t('ledger.unbalanced.none')}</p> : (
        <PlainTable label={t('ledger.unbalanced')} rows={entries}
          keyOf={(entry) => `${entry.line_id} ${entry.seq}`} markOf={() => 'bad'}
          columns={[
            {id: 'line', title: t('ledger.line'), isHead: true,
              cell: (entry) => <code>{entry.line_id}</code>},
            {id: 'seq', title: t('ledger.entry'), isNumber: true, cell: (entry) => number(tag, entry.seq)},
          ]} />
      )}
    </Section>
  );
}

function useCount(state: 'UNCLAIMED' | 'HELD') {
  return useQuery({
    queryKey: ['refunds', 'count', state],
    queryFn: async () => answered(await api.client.GET('/api/v1/refunds',
      {params: {query: {state, limit: 1}}})).total,
  });
}

function Unclaimed() {
  const {t, tag} = useWords();
  const rows = [
    {state: 'UNCLAIMED', word: 'ledger.unclaimed.some', asked: useCount('UNCLAIMED')},
    {state: 'HELD', word: 'ledger.unclaimed.held', asked: useCount('HELD')},
  ] as const;
  const isNone = rows.every(({asked}) => asked.data === 0);
  return (
    <Section title={t('ledger.unclaimed')}>
      {isNone ? <p>{t('ledger.unclaimed.none')}</p> : rows.map(({state, word, asked}) => (
        <Answer key={state} of={asked} rows={1}>
          {(n) => (n === 0 ? null : (
            <p>{t(word, {n: number(tag, n)})}{' '}
              <Link className="link" to={`/refunds?state=${state}`}>{t('ledger.unclaimed.open')}</Link></p>
          ))}
        </Answer>
      ))}
    </Section>
  );
}

export default function LedgerPage() {
  const {t} = useWords();
  const asked = useQuery({
    queryKey: ['ledger'],
    queryFn: async () => answered(await api.client.GET('/api/v1/ledger/proof')),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  return (
    <>
      <div className="row ledger-head">
        <h1>{t('ledger.title')}</h1>
        <Button loading={asked.isFetching} onClick={() => void asked.refetch()}>
          {t(asked.isFetching ? 'ledger.working' : 'ledger.again')}
        </Button>
      </div>
      <Answer of={asked} rows={6}>
        {(proof) => (
          <div className="ledger">
            <Statement proof={proof} />
            <Unbalanced entries={proof.unbalanced} />
            <Accounts accounts={proof.accounts} />
            <Unclaimed />
          </div>
        )}
      </Answer>
    </>
  );
}
