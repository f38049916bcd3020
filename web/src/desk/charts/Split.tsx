// SPDX-License-Identifier: Apache-2.0
// Two parts of one whole; the second is hatched, so that it is told apart without colour.
import {useId} from 'react';
import './charts.css';

export interface Part {
  label: string;
  value: number;
  text: string;
}

export function Split({good, bad}: {good: Part; bad: Part}) {
  const hatch = useId().replaceAll(':', '');
  const whole = good.value + bad.value;
  const share = whole === 0 ? 0 : (good.value / whole) * 100;
  return (
    <div className="split">
      <svg className="split-bar" viewBox="0 0 100 12" preserveAspectRatio="none"
        aria-hidden="true">
        <pattern id={hatch} width="1.2" height="1.2" patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)">
          <rect className="split-bad" width="0.7" height="1.2" />
        </pattern>
        <rect className="bars-ground" width="100" height="12" />
        <rect className="split-good" width={share} height="12" />
        <rect x={share} width={whole === 0 ? 0 : 100 - share} height="12"
          fill={`url(#${hatch})`} />
      </svg>
      <dl className="split-labels">
        {[good, bad].map((part) => (
          <div key={part.label}><dt>{part.label}</dt><dd>{part.text}</dd></div>
        ))}
      </dl>
    </div>
  );
}
