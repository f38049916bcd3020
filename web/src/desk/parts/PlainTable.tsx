// SPDX-License-Identifier: Apache-2.0
// Rows to read: a table where there is room, cards with the same labels on a phone.
//   <PlainTable label={t('..')} columns={columns} rows={rows} keyOf={(row) => row.id} />
import type {ReactNode} from 'react';
import './PlainTable.css';

export interface PlainColumn<R> {
  id: string;
  title: string;
  cell: (row: R) => ReactNode;
  // The cell that names its row.
  isHead?: boolean;
  isNumber?: boolean;
}

interface Props<R> {
  label: string;
  columns: readonly PlainColumn<R>[];
  rows: readonly R[];
  keyOf: (row: R) => string;
  markOf?: (row: R) => 'bad' | 'chosen' | undefined;
}

// The roles are written out, as a table that is laid out as cards would lose them.
export function PlainTable<R>({label, columns, rows, keyOf, markOf}: Props<R>) {
  return (
    <table className="plain-table" role="table" aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.id} role="columnheader" scope="col"
              className={column.isNumber ? 'plain-number' : undefined}>{column.title}</th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row" className={markClass(markOf?.(row))}>
            {columns.map((column) => <Cell key={column.id} column={column} row={row} />)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function markClass(mark: 'bad' | 'chosen' | undefined): string | undefined {
  return mark && `plain-${mark}`;
}

function Cell<R>({column, row}: {column: PlainColumn<R>; row: R}) {
  const inside = (
    <>
      <span className="plain-label" aria-hidden="true">{column.title}</span>
      <span className="plain-value">{column.cell(row)}</span>
    </>
  );
  const look = column.isNumber ? 'plain-number' : undefined;
  return column.isHead
    ? <th role="rowheader" scope="row" className={look}>{inside}</th>
    : <td role="cell" className={look}>{inside}</td>;
}
