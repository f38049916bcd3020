// SPDX-License-Identifier: Apache-2.0
// One message as a sentence, its drawing, and the same as a table for those who read.
import {useId, type ReactNode} from 'react';
import './charts.css';

export interface Grid {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

interface Props {
  title: string;
  message: string;
  tableWord: string;
  table: Grid;
  children: ReactNode;
}

export function Chart({title, message, tableWord, table, children}: Props) {
  const heading = useId();
  return (
    <section className="chart" aria-labelledby={heading}>
      <p className="chart-title">{title}</p>
      <h2 id={heading} className="chart-message">{message}</h2>
      {children}
      <details className="chart-table">
        <summary>{tableWord}<span className="visually-hidden">: {title}</span></summary>
        <div className="chart-scroll" tabIndex={0} role="region" aria-label={title}>
          <table>
            <thead>
              <tr>{table.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr>
            </thead>
            <tbody>
              {table.rows.map(([name, ...cells]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {cells.map((cell, i) => <td key={table.columns[i + 1]}>{cell}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
