// SPDX-License-Identifier: Apache-2.0
// The columns that a table of cases may have.
import type {ColumnType, SortOrder} from 'antd/es/table/interface';

import {day, number} from '../../i18n/format';
import {kCaseStates, kChannels} from '../../i18n/states';
import type {Words} from '../../i18n/words';
import {StateBadge} from '../../ui/StateBadge';
import type {CaseSummary} from '../api';
import type {Key} from '../words';
import {isCivilDay} from './civil';
import {Due, Moment} from './Due';

export type CaseColumn =
  'number' | 'state' | 'masked' | 'type' | 'channel' | 'opened' | 'due' | 'risk' | 'hold';

type CaseWords = Pick<Words<Record<Key, string>>, 't' | 'language' | 'tag'>;
const kSortable: ReadonlySet<CaseColumn> = new Set(['opened', 'due', 'risk']);

// now, cycle_end or a date, in words.
export function effectiveWords(effective: string,
  {t, tag}: Pick<CaseWords, 't' | 'tag'>): string {
  if (effective === 'now') return t('case.effective_now');
  if (effective === 'cycle_end') return t('case.effective_cycle_end');
  return isCivilDay(effective) ? day(tag, 'UTC', effective) : effective;
}

export function holdWords(reason: string | undefined, t: CaseWords['t']): string {
  if (reason === 'objection' || reason === 'risk' || reason === 'legal' || reason === 'analyst')
    return t(`case.hold.${reason}`);
  return reason ?? '';
}

function cell(column: CaseColumn, row: CaseSummary, words: CaseWords,
  onChoose: (id: string) => void) {
  const {t, tag, language} = words;
  switch (column) {
    case 'number':
      return (
        <button type="button" className="link tabular" aria-label={t('case.open', {number: row.number})}
          onClick={(event) => { event.stopPropagation(); onChoose(row.id); }}>
          {row.number}
        </button>
      );
    case 'state': return <StateBadge words={kCaseStates[row.state]} language={language} />;
    case 'masked': return <span className="tabular">{row.msisdn_masked}</span>;
    case 'type': return t(`case.type.${row.type}`);
    case 'channel': return kChannels[row.channel][language];
    case 'opened': return <Moment at={row.opened_at} />;
    case 'due': return <Due at={row.due} />;
    case 'risk': return <span className="tabular">
      {row.risk ? number(tag, row.risk.score) : t('desk.none')}</span>;
    case 'hold': return holdWords(row.hold_reason, t);
  }
}

export function caseColumn(column: CaseColumn, words: CaseWords, sortOrder: SortOrder,
  onChoose: (id: string) => void): ColumnType<CaseSummary> {
  return {
    key: column,
    title: words.t(`case.${column}`),
    className: `column-${column}`,
    render: (_, row) => cell(column, row, words, onChoose),
    ...(kSortable.has(column) ? {sorter: true, sortOrder} : {}),
  };
}
