// SPDX-License-Identifier: Apache-2.0
// A quote: what is paid, what comes back, what is lost, and until when all can be undone.
import {dayParts, isNegative, isZero, negated} from '../../i18n/format';
import type {Quote} from '../data';
import {useFormat} from '../format';
import {useWords} from '../words';
import './Figures.css';

type Item = Quote['items'][number];

function Part({title, items, none}: {title: string; items: [string, Item][]; none: string}) {
  const {say} = useWords();
  return (
    <tbody>
      <tr><th scope="rowgroup" colSpan={2} className="figures-part">{title}</th></tr>
      {items.length === 0 && <tr><td colSpan={2} className="quiet">{none}</td></tr>}
      {items.map(([amount, item]) => (
        <tr key={item.id}><th scope="row">{say(item.text)}</th><td>{amount}</td></tr>
      ))}
    </tbody>
  );
}

// A date breaks before its weekday, and nowhere else.
export function CivilDay({date}: {date: string}) {
  const format = useFormat();
  const [day, weekday] = dayParts(format.day(date));
  return <time className="figures-date" dateTime={date}>{day}<wbr />{weekday}</time>;
}

export function Figures({quote, hasLastDay = true}: {quote: Quote; hasLastDay?: boolean}) {
  const {t} = useWords();
  const format = useFormat();
  const back = quote.items.filter((item) => isNegative(item.amount));
  const due = quote.items.filter((item) => !isNegative(item.amount));
  return (
    <table className="figures">
      <caption className="visually-hidden">{t('figures.name')}</caption>
      <Part title={t('figures.due')} none={t('figures.nothing')}
        items={due.map((item) => [format.money(item.amount), item])} />
      <Part title={t('figures.back')} none={t('figures.nothing')}
        items={back.map((item) => [format.money(negated(item.amount)), item])} />
      <tbody className="figures-sums">
        <tr><th scope="row">{t('figures.total')}</th><td>{format.money(quote.total)}</td></tr>
        <tr><th scope="row">{t('figures.refund')}</th><td>{format.money(quote.refund)}</td></tr>
        {!isZero(quote.forfeited) && (
          <tr>
            <th scope="row">{t('figures.lost')}</th><td>{format.money(quote.forfeited)}</td>
          </tr>
        )}
        {hasLastDay && (
          <tr>
            <th scope="row">{t('figures.last_day')}</th>
            <td className="figures-day"><CivilDay date={quote.last_day_to_undo} /></td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
