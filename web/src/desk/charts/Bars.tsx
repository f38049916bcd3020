// SPDX-License-Identifier: Apache-2.0
// How many of each: a word, a bar and the number beside it.
import type {ReactNode} from 'react';
import './charts.css';

export interface Bar {
  id: string;
  label: ReactNode;
  value: number;
  text: string;
  isMarked?: boolean;
}

export function Bars({bars}: {bars: readonly Bar[]}) {
  const top = Math.max(1, ...bars.map((bar) => bar.value));
  return (
    <ul className="bars">
      {bars.map((bar) => (
        <li key={bar.id}>
          <span className="bars-label">{bar.label}</span>
          <svg className="bars-bar" viewBox="0 0 100 12" preserveAspectRatio="none"
            aria-hidden="true">
            <rect className="bars-ground" width="100" height="12" />
            <rect className={bar.isMarked ? 'bars-marked' : 'bars-plain'} height="12"
              width={bar.value === 0 ? 0 : Math.max(0.5, (bar.value / top) * 100)} />
          </svg>
          <span className="bars-text">{bar.text}</span>
        </li>
      ))}
    </ul>
  );
}
