// SPDX-License-Identifier: Apache-2.0
// A few counts day by day. Each line has its word at its end and a dash of its own; one day
// is read out below, chosen with the slider by finger, mouse or arrow keys.
import {useId, useState} from 'react';
import {apart, roundTop} from './scale';
import {useWidth} from './useWidth';
import './charts.css';

export interface Series {
  id: string;
  label: string;
  values: readonly number[];
}

interface Props {
  days: readonly string[];
  series: readonly Series[];
  dayWord: string;
  readout: (day: number) => string;
  // A count as the reader writes it.
  say: (count: number) => string;
}

const kHeight = 180;
const kTop = 10;
const kBottom = 150;
const kLabels = 108;

export function Days({days, series, dayWord, readout, say}: Props) {
  const [box, width] = useWidth<HTMLDivElement>();
  const [chosen, setChosen] = useState(days.length - 1);
  const slider = useId();
  const day = Math.min(chosen, days.length - 1);
  const right = Math.max(40, width - kLabels);
  const left = 28;
  const top = roundTop(Math.max(0, ...series.flatMap((one) => one.values)));
  const x = (i: number) => left + (i / Math.max(1, days.length - 1)) * (right - left);
  const y = (value: number) => kBottom - (value / top) * (kBottom - kTop);
  const ends = apart(series.map((one) => y(one.values.at(-1) ?? 0)), 18, kBottom);
  return (
    <div ref={box} className="days">
      {width > 0 && (
        <svg width={width} height={kHeight} aria-hidden="true">
          {[0, top].map((value) => (
            <g key={value}>
              <line className="spans-tick" x1={left} x2={right} y1={y(value)}
                y2={y(value)} />
              <text className="chart-quiet" x={left - 6} y={y(value) + 4}
                textAnchor="end">{say(value)}</text>
            </g>
          ))}
          <text className="chart-quiet" x={left} y={kHeight - 8}>{days[0]}</text>
          <text className="chart-quiet" x={right} y={kHeight - 8} textAnchor="end">
            {days.at(-1)}
          </text>
          <line className="days-chosen" x1={x(day)} x2={x(day)} y1={kTop - 6} y2={kBottom} />
          {series.map((one, i) => (
            <g key={one.id} className={`days-${one.id}`}>
              <polyline className="days-line"
                points={one.values.map((value, at) => `${x(at)},${y(value)}`).join(' ')} />
              <circle className="days-dot" cx={x(day)} cy={y(one.values[day] ?? 0)} r="4" />
              <text className="days-word" x={right + 8} y={ends[i]! + 4}>
                {one.label} {say(one.values.at(-1) ?? 0)}
              </text>
            </g>
          ))}
        </svg>
      )}
      <div className="days-choice">
        <label htmlFor={slider}>{dayWord}</label>
        <input id={slider} type="range" min="0" max={days.length - 1} value={day}
          aria-valuetext={readout(day)}
          onChange={(change) => setChosen(Number(change.target.value))} />
        <output htmlFor={slider}>{readout(day)}</output>
      </div>
    </div>
  );
}
