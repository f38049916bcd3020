// SPDX-License-Identifier: Apache-2.0
// Thirty days: what was opened, ended and withdrawn on each. What was refused, lapsed or
// restored came to an end, too; the table has it.
import type {Schemas} from '../../../api/client';
import {day, number} from '../../../i18n/format';
import {Chart} from '../../charts/Chart';
import {Days} from '../../charts/Days';
import {useWords} from '../../words';

type DayFigures = Schemas['Figures']['days'];
const kSeries = ['opened', 'closed', 'withdrawn'] as const;

export function LastDays({days}: {days: DayFigures}) {
  const {t, tag} = useWords();
  const short = new Intl.DateTimeFormat(tag, {timeZone: 'UTC', month: 'short', day: 'numeric'});
  const sum = (name: 'opened' | 'ended') =>
    days.reduce((total, one) => total + one[name], 0);
  const more = sum('opened') - sum('ended');
  const message = more === 0 ? 'figures.days.message.even'
    : more > 0 ? 'figures.days.message.more' : 'figures.days.message.fewer';
  const counts = (one: DayFigures[number]) => ({opened: number(tag, one.opened),
    closed: number(tag, one.closed), withdrawn: number(tag, one.withdrawn)});
  if (days.length === 0) return null;
  return (
    <Chart title={t('figures.days.title')} tableWord={t('figures.table')}
      message={t(message, {opened: number(tag, sum('opened')), n: number(tag, Math.abs(more))})}
      table={{
        columns: [t('figures.days.day'), ...kSeries.map((name) => t(`figures.days.${name}`)),
          t('figures.days.ended')],
        rows: days.map((one) => [day(tag, 'UTC', one.day), ...Object.values(counts(one)),
          number(tag, one.ended)]),
      }}>
      <Days days={days.map((one) => short.format(new Date(one.day)))}
        dayWord={t('figures.days.day')} say={(count) => number(tag, count)}
        series={kSeries.map((id) => ({id, label: t(`figures.days.${id}`),
          values: days.map((one) => one[id])}))}
        readout={(at) => t('figures.days.readout',
          {day: day(tag, 'UTC', days[at]!.day), ...counts(days[at]!)})} />
    </Chart>
  );
}
