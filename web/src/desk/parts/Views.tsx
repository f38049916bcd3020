// SPDX-License-Identifier: Apache-2.0
// A few views of one list, side by side, each with how many it holds; exactly one is on.
import './Views.css';

export interface View<V extends string> {
  value: V;
  label: string;
  count?: string | undefined;
}

export function Views<V extends string>({label, items, value, onChoose}: {
  label: string; items: readonly View<V>[]; value: V; onChoose: (value: V) => void;
}) {
  return (
    <div className="views" role="group" aria-label={label}>
      {items.map((item) => (
        <button key={item.value} type="button" aria-pressed={item.value === value}
          onClick={() => onChoose(item.value)}>
          {item.label}
          {item.count === undefined ? null : <span className="views-count">{item.count}</span>}
        </button>
      ))}
    </div>
  );
}
