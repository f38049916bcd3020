// SPDX-License-Identifier: Apache-2.0
// The case on the left, what it shares in the middle, the cases it shares that with on the
// right. The table beneath says the same and leads on.
import {useWidth} from '../../charts/useWidth';

export interface LinkedCase {
  id: string;
  label: string;
  kinds: readonly string[];
}

interface Props {
  thisWord: string;
  kinds: readonly {id: string; label: string}[];
  cases: readonly LinkedCase[];
  title: string;
}

const kRow = 36;
const kInset = 16;

function middleOf(count: number, rows: number, index: number): number {
  return ((index + 0.5) * rows * kRow) / count;
}

export function LinkGraph({thisWord, kinds, cases, title}: Props) {
  const [box, width] = useWidth<HTMLDivElement>();
  const rows = Math.max(cases.length, kinds.length, 2);
  const height = rows * kRow;
  const middle = width * 0.42;
  const right = Math.max(middle + 70, width - 128);
  const kindY = new Map(kinds.map((kind, i) => [kind.id, middleOf(kinds.length, rows, i)]));
  return (
    <div ref={box} className="link-graph">
      {width > 0 && (
        <svg width={width} height={height + 24} role="img" aria-label={title}>
          {kinds.map((kind) => (
            <path key={kind.id} className="link-line"
              d={curve(kInset, height / 2, middle, kindY.get(kind.id) ?? 0)} />
          ))}
          {cases.flatMap((one, i) => one.kinds.map((kind) => (
            <path key={`${one.id} ${kind}`} className="link-line"
              d={curve(middle, kindY.get(kind) ?? 0, right, middleOf(cases.length, rows, i))} />
          )))}
          <circle className="link-this" cx={kInset} cy={height / 2} r="9" />
          <text className="link-word" x={kInset - 9} y={height / 2 + 28}>{thisWord}</text>
          {kinds.map((kind) => {
            const y = kindY.get(kind.id) ?? 0;
            return (
              <g key={kind.id}>
                <rect className="link-kind" x={middle - 6} y={y - 6} width="12" height="12"
                  rx="2" />
                <text className="link-word" x={middle} y={y - 12} textAnchor="middle">
                  {kind.label}
                </text>
              </g>
            );
          })}
          {cases.map((one, i) => {
            const y = middleOf(cases.length, rows, i);
            return (
              <g key={one.id}>
                <circle className="link-case" cx={right} cy={y} r="6" />
                <text className="link-word" x={right + 12} y={y + 4}>{one.label}</text>
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}

function curve(x1: number, y1: number, x2: number, y2: number): string {
  const bend = (x1 + x2) / 2;
  return `M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}`;
}
