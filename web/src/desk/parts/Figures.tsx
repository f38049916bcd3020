// SPDX-License-Identifier: Apache-2.0
// A few numbers that say how things stand; each with its label and, where it helps, a line
// beneath.  <Figures items={[{label, value, note, tone}]} />
import type {ReactNode} from 'react';

export interface Figure {
  label: string;
  value: ReactNode;
  note?: ReactNode;
  tone?: 'attention' | 'good';
}

export function Figures({items}: {items: Figure[]}) {
  return (
    <dl className="figures">
      {items.map((item) => (
        <div key={item.label} className={item.tone ? `figure figure-${item.tone}` : 'figure'}>
          <dt>{item.label}</dt>
          <dd className="tabular">{item.value}</dd>
          {item.note ? <dd className="figure-note quiet">{item.note}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
