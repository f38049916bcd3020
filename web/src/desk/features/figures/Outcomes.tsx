// SPDX-License-Identifier: Apache-2.0
// Reviews in time or late, and refunds by how far they are.
import type {Schemas} from '../../../api/client';
import {isZero, money, number, type Money} from '../../../i18n/format';
import {Bars} from '../../charts/Bars';
import {Chart} from '../../charts/Chart';
import {Split} from '../../charts/Split';
import {isRefundState} from '../../parts/RefundBadge';
import {useWords} from '../../words';
import {percent} from './Counts';

type FiguresOf = Schemas['Figures'];

export function Reviews({reviews}: {reviews: FiguresOf['reviews']}) {
  const {t, tag} = useWords();
  const n = (value: number) => number(tag, value);
  const done = reviews.in_time + reviews.late;
  const message = done === 0
    ? t('figures.reviews.none', {open: n(reviews.open), late: n(reviews.open_late)})
    : t(reviews.open_late > 0 ? 'figures.reviews.message' : 'figures.reviews.message.good',
      {percent: percent(tag, reviews.in_time, done), late: n(reviews.open_late)});
  return (
    <Chart title={t('figures.reviews.title')} tableWord={t('figures.table')} message={message}
      table={{columns: [t('figures.reviews.kind'), t('figures.count')], rows: [
        [t('figures.reviews.in_time'), n(reviews.in_time)],
        [t('figures.reviews.late'), n(reviews.late)],
        [t('figures.reviews.open'), n(reviews.open - reviews.open_late)],
        [t('figures.reviews.open_late'), n(reviews.open_late)],
      ]}}>
      <Split good={{label: t('figures.reviews.in_time'), value: reviews.in_time,
        text: n(reviews.in_time)}}
        bad={{label: t('figures.reviews.late'), value: reviews.late, text: n(reviews.late)}} />
      <Bars bars={[
        {id: 'open', label: t('figures.reviews.open'),
          value: reviews.open - reviews.open_late,
          text: n(reviews.open - reviews.open_late)},
        {id: 'open_late', label: t('figures.reviews.open_late'), value: reviews.open_late,
          text: n(reviews.open_late), isMarked: true},
      ]} />
    </Chart>
  );
}

// Sums in minor units, as amounts are never binary fractions.
function sumOf(amounts: readonly Money[]): Money | null {
  const first = amounts[0];
  if (!first) return null;
  const digits = first.amount.split('.')[1]?.length ?? 0;
  const minor = amounts.filter(({currency}) => currency === first.currency)
    .reduce((sum, {amount}) => sum + BigInt(amount.replace('.', '')), 0n);
  const text = minor.toString().padStart(digits + 1, '0');
  return {currency: first.currency, amount: digits === 0 ? text
    : `${text.slice(0, -digits)}.${text.slice(-digits)}`};
}

const kArrived: ReadonlySet<string> = new Set(['PAID', 'ESCHEATED', 'QUOTED']);

export function Refunds({refunds}: {refunds: FiguresOf['refunds']}) {
  const {t, tag} = useWords();
  const word = (state: string) => (isRefundState(state) ? t(`case.refund.${state}`) : state);
  const open = refunds.filter(({state}) => !kArrived.has(state));
  const sum = sumOf(open.map(({amount}) => amount));
  const count = open.reduce((total, one) => total + one.count, 0);
  const message = sum && !isZero(sum)
    ? t('figures.refunds.message', {amount: money(tag, sum), n: number(tag, count)})
    : t(refunds.length === 0 ? 'figures.refunds.none' : 'figures.refunds.message.none');
  return (
    <Chart title={t('figures.refunds.title')} tableWord={t('figures.table')} message={message}
      table={{
        columns: [t('figures.state'), t('figures.count'), t('figures.refunds.amount')],
        rows: refunds.map((one) =>
          [word(one.state), number(tag, one.count), money(tag, one.amount)]),
      }}>
      <Bars bars={refunds.map((one) => ({
        id: `${one.state} ${one.amount.currency}`, label: word(one.state), value: one.count,
        text: t('figures.refunds.text',
          {n: number(tag, one.count), amount: money(tag, one.amount)}),
        isMarked: one.state === 'RETURNED' || one.state === 'AWAITING_NEW_ACCOUNT',
      }))} />
    </Chart>
  );
}
