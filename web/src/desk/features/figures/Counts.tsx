// SPDX-License-Identifier: Apache-2.0
// Cases by state and by channel; the table beneath holds both at once.
import type {Schemas} from '../../../api/client';
import {number} from '../../../i18n/format';
import {kCaseStates, kChannels, type CaseState} from '../../../i18n/states';
import type {Language} from '../../../i18n/language';
import {Bars} from '../../charts/Bars';
import {Chart, type Grid} from '../../charts/Chart';
import {kEnds} from '../../api';
import {useWords} from '../../words';

type Counts = Schemas['Figures']['cases'];
type Channel = keyof typeof kChannels;

const kOrder = Object.keys(kCaseStates) as CaseState[];
const kMarked: ReadonlySet<CaseState> = new Set(['FRAUD_HOLD', 'STUCK']);

export function stateWord(state: string, language: Language): string {
  return kCaseStates[state as CaseState]?.[language] ?? state;
}

function channelWord(channel: string, language: Language): string {
  return kChannels[channel as Channel]?.[language] ?? channel;
}

function sumOf(cases: Counts, of: (one: Counts[number]) => boolean): number {
  return cases.filter(of).reduce((sum, one) => sum + one.count, 0);
}

export function percent(tag: string, part: number, whole: number): string {
  // Rounded down: 99.5 of 100 in time is not all of them.
  const hundredths = whole === 0 ? 0 : Math.floor((part * 100) / whole);
  return new Intl.NumberFormat(tag, {style: 'percent'}).format(hundredths / 100);
}

// Rows are states, columns are channels, both with their sums.
function gridOf(cases: Counts, tag: string, language: Language, words: {
  state: string; total: string;
}): Grid {
  const channels = (Object.keys(kChannels) as Channel[])
    .filter((channel) => cases.some((one) => one.channel === channel));
  const states = kOrder.filter((state) => cases.some((one) => one.state === state));
  const n = (of: (one: Counts[number]) => boolean) => number(tag, sumOf(cases, of));
  return {
    columns: [words.state, ...channels.map((channel) => kChannels[channel][language]),
      words.total],
    rows: [
      ...states.map((state) => [stateWord(state, language),
        ...channels.map((channel) =>
          n((one) => one.state === state && one.channel === channel)),
        n((one) => one.state === state)]),
      [words.total, ...channels.map((channel) => n((one) => one.channel === channel)),
        n(() => true)],
    ],
  };
}

export function ByState({cases}: {cases: Counts}) {
  const {t, tag, language} = useWords();
  const open = kOrder.filter((state) => !kEnds.has(state))
    .map((state) => ({state, count: sumOf(cases, (one) => one.state === state)}))
    .filter(({count}) => count > 0);
  const total = open.reduce((sum, {count}) => sum + count, 0);
  const most = [...open].sort((a, b) => b.count - a.count)[0];
  return (
    <Chart title={t('figures.states.title')} tableWord={t('figures.table')}
      message={most ? t('figures.states.message', {n: number(tag, total),
        state: stateWord(most.state, language), most: number(tag, most.count)})
        : t('figures.states.none')}
      table={gridOf(cases, tag, language,
        {state: t('figures.state'), total: t('figures.total')})}>
      <Bars bars={open.map(({state, count}) => ({id: state, value: count,
        label: stateWord(state, language), text: number(tag, count),
        isMarked: kMarked.has(state)}))} />
    </Chart>
  );
}

export function ByChannel({cases}: {cases: Counts}) {
  const {t, tag, language} = useWords();
  const channels = (Object.keys(kChannels) as Channel[])
    .map((channel) => ({channel, count: sumOf(cases, (one) => one.channel === channel)}))
    .filter(({count}) => count > 0).sort((a, b) => b.count - a.count);
  const total = channels.reduce((sum, {count}) => sum + count, 0);
  const first = channels[0];
  return (
    <Chart title={t('figures.channels.title')} tableWord={t('figures.table')}
      message={first ? t('figures.channels.message', {
        percent: percent(tag, first.count, total),
        channel: channelWord(first.channel, language)}) : t('figures.none')}
      table={{columns: [t('figures.channel'), t('figures.count')],
        rows: channels.map(({channel, count}) =>
          [channelWord(channel, language), number(tag, count)])}}>
      <Bars bars={channels.map(({channel, count}) => ({id: channel, value: count,
        label: channelWord(channel, language), text: number(tag, count)}))} />
    </Chart>
  );
}
