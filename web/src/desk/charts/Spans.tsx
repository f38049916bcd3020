// SPDX-License-Identifier: Apache-2.0
// How long things take: a dot where half are done and a stroke where 95 of 100 are, on one
// axis from a minute to weeks, with both times written beside.
import {logPosition} from './scale';
import {useWidth} from './useWidth';
import './charts.css';

export interface Span {
  id: string;
  label: string;
  halfSeconds: number;
  mostSeconds: number;
  text: string;
}

export interface Tick {
  seconds: number;
  label: string;
}

const kRow = 52;
const kInset = 8;

export function Spans({spans, ticks}: {spans: readonly Span[]; ticks: readonly Tick[]}) {
  const [box, width] = useWidth<HTMLDivElement>();
  const from = ticks[0]?.seconds ?? 1;
  const to = ticks.at(-1)?.seconds ?? from * 10;
  const at = (seconds: number) =>
    kInset + logPosition(seconds, from, to) * Math.max(0, width - 2 * kInset);
  const bottom = spans.length * kRow;
  return (
    <div ref={box} className="spans">
      <ul className="visually-hidden">
        {spans.map((span) => <li key={span.id}>{span.label}: {span.text}</li>)}
      </ul>
      {width > 0 && (
        <svg width={width} height={bottom + 24} aria-hidden="true">
          {ticks.map((tick, i) => (
            <g key={tick.seconds}>
              <line className="spans-tick" x1={at(tick.seconds)} x2={at(tick.seconds)}
                y1="0" y2={bottom} />
              <text className="chart-quiet" x={at(tick.seconds)} y={bottom + 16}
                textAnchor={i === 0 ? 'start' : i === ticks.length - 1 ? 'end' : 'middle'}>
                {tick.label}
              </text>
            </g>
          ))}
          {spans.map((span, i) => {
            const y = i * kRow + 36;
            return (
              <g key={span.id}>
                <text className="chart-word chart-halo" x="0" y={y - 18}>{span.label}</text>
                <text className="chart-quiet chart-halo" x={width} y={y - 18}
                  textAnchor="end">
                  {span.text}
                </text>
                <line className="spans-line" x1={at(span.halfSeconds)}
                  x2={at(span.mostSeconds)} y1={y} y2={y} />
                <line className="spans-most" x1={at(span.mostSeconds)}
                  x2={at(span.mostSeconds)} y1={y - 6} y2={y + 6} />
                <circle className="spans-half" cx={at(span.halfSeconds)} cy={y} r="5" />
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}
