// SPDX-License-Identifier: Apache-2.0
// How long the cases of each state have been there: half of them, and 95 of 100.
import type {Schemas} from '../../../api/client';
import {duration, number} from '../../../i18n/format';
import {kCaseStates, type CaseState} from '../../../i18n/states';
import {Chart} from '../../charts/Chart';
import {Spans} from '../../charts/Spans';
import {useWords} from '../../words';
import {stateWord} from './Counts';

type Times = Schemas['Figures']['time_in_state'];

const kOrder = Object.keys(kCaseStates) as CaseState[];
const kTicks = [1, 60, 3_600, 86_400, 2_592_000];

// Review is what people wait for; else the slowest stands for the whole.
function toldOf(times: Times): Times[number] | undefined {
  return times.find(({state}) => state === 'UNDER_REVIEW')
    ?? [...times].sort((a, b) => b.p95_seconds - a.p95_seconds)[0];
}

export function TimeInState({times}: {times: Times}) {
  const {t, tag, language} = useWords();
  const shown = kOrder.flatMap((state) => times.filter((one) => one.state === state));
  const span = (seconds: number) => duration(tag, seconds);
  const told = toldOf(shown);
  const both = (one: Times[number]) =>
    ({half: span(one.median_seconds), most: span(one.p95_seconds)});
  return (
    <Chart title={t('figures.times.title')} tableWord={t('figures.table')}
      message={told ? t('figures.times.message',
        {state: stateWord(told.state, language), ...both(told)}) : t('figures.times.none')}
      table={{
        columns: [t('figures.state'), t('figures.times.half'), t('figures.times.most'),
          t('figures.count')],
        rows: shown.map((one) => [stateWord(one.state, language), span(one.median_seconds),
          span(one.p95_seconds), number(tag, one.count)]),
      }}>
      <Spans ticks={kTicks.map((seconds) => ({seconds, label: span(seconds)}))}
        spans={shown.map((one) => ({id: one.state, label: stateWord(one.state, language),
          halfSeconds: one.median_seconds, mostSeconds: one.p95_seconds,
          text: t('figures.times.text', both(one))}))} />
    </Chart>
  );
}
