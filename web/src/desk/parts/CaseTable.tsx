// SPDX-License-Identifier: Apache-2.0
// Cases as one table: the server sorts, filters and pages; the address keeps all of it.
//   <CaseTable fixed={{state: 'UNDER_REVIEW'}} defaultSort="due"
//     columns={['number', 'state', 'masked', 'risk', 'due']} filters={['type', 'channel']}
//     chosen={id} onChoose={choose} />
// `fixed` cannot be changed by the reader; `filters` names what he may narrow by. Keys:
// j and k move the choice, Enter on the number opens. `onRows` tells which cases are shown.
import {Button, Table} from 'antd';
import type {SorterResult, SortOrder} from 'antd/es/table/interface';
import {useEffect, useMemo} from 'react';

import {useCases, type CaseFilter, type CaseSummary} from '../api';
import {useWords} from '../words';
import {useParam, usePages} from './address';
import {caseColumn, type CaseColumn} from './case_columns';
import {CaseFilters, useCaseFilter, type CaseFilterName} from './CaseFilters';
import {useDensity} from './density';
import {useKeys} from './keys';
import {Pager} from './Pager';
import {Nothing, Trouble, Waiting} from './Trouble';

interface Props {
  columns: CaseColumn[];
  filters?: CaseFilterName[];
  fixed?: CaseFilter;
  defaultSort?: NonNullable<CaseFilter['sort']>;
  chosen: string | null;
  onChoose: (id: string) => void;
  onRows?: (rows: CaseSummary[]) => void;
  empty?: string;
  label?: string;
}

const kSorts = ['opened', '-opened', 'due', '-due', 'risk', '-risk', 'changed', '-changed'];
const kRows = 50;
// A third click would take the order away, and so never turn the one that a list begins with.
const kDirections: SortOrder[] = ['ascend', 'descend', 'ascend'];

export function CaseTable({columns, filters = [], fixed = {}, defaultSort = '-opened', chosen,
  onChoose, onRows, empty, label}: Props) {
  const {t, ...words} = useWords();
  const [sortParam, setSort] = useParam('sort');
  const {after} = usePages();
  const [density] = useDensity();
  const filter = useCaseFilter(filters);
  const sort = (kSorts.includes(sortParam ?? '') ? sortParam : defaultSort) as
    NonNullable<CaseFilter['sort']>;
  const asked = useCases({...filter.value, ...fixed, sort, limit: kRows, ...(after ? {after} : {})});
  const rows = useMemo(() => asked.data?.items ?? [], [asked.data]);
  useEffect(() => onRows?.(rows), [rows, onRows]);

  // With the keys the choice walks out of sight.
  useEffect(() => {
    if (chosen) document.querySelector(`[data-row-key="${CSS.escape(chosen)}"]`)
      ?.scrollIntoView({block: 'nearest'});
  }, [chosen]);

  const move = (by: number) => {
    const at = rows.findIndex((row) => row.id === chosen);
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (next) onChoose(next.id);
  };
  useKeys({
    j: {label: t('case.key_next'), act: () => move(1)},
    k: {label: t('case.key_previous'), act: () => move(-1)},
  });

  const orderOf = (column: CaseColumn): SortOrder =>
    sort === column ? 'ascend' : sort === `-${column}` ? 'descend' : null;
  const shown = columns.map((column) =>
    caseColumn(column, {t, ...words}, orderOf(column), onChoose));
  const changed = (_: unknown, __: unknown, sorter: SorterResult<CaseSummary> |
    SorterResult<CaseSummary>[]) => {
    const one = Array.isArray(sorter) ? sorter[0] : sorter;
    if (!one?.order || !one.columnKey) setSort(null);
    else setSort(one.order === 'ascend' ? String(one.columnKey) : `-${String(one.columnKey)}`);
  };

  return (
    <section className="case-table" aria-label={label ?? t('case.table')}>
      <CaseFilters names={filters} fixedStates={fixed.state} />
      <Trouble error={asked.error} onAgain={() => void asked.refetch()} />
      <Table<CaseSummary> rowKey="id" columns={shown} dataSource={rows} pagination={false}
        size={density === 'tight' ? 'small' : 'middle'} onChange={changed}
        loading={asked.isPlaceholderData} scroll={{x: 'max-content'}}
        showSorterTooltip={false} sortDirections={kDirections}
        rowClassName={(row) => (row.id === chosen ? 'ant-table-row-selected' : '')}
        onRow={(row) => ({onClick: () => onChoose(row.id),
          'aria-current': row.id === chosen ? 'true' : undefined})}
        locale={{emptyText: asked.data === undefined ? (asked.error ? ' ' : <Waiting />) : (
          <Nothing>
            {empty ?? t('case.empty')}
            {filter.isSet ? <> <Button type="link" onClick={filter.clear}>{t('case.clear')}</Button></> : null}
          </Nothing>)}} />
      <Pager total={asked.data?.total} next={asked.data?.next} />
    </section>
  );
}
