// SPDX-License-Identifier: Apache-2.0
// A case as a line from asked to gone, with the point of no return marked. The drawing is
// for eyes; the list beneath says the same in words, on paper and to readers.
import type {Schemas} from '../api/client';
import {kSays, kStops, type StopKey} from '../i18n/caseLine';
import {day, moment, until} from '../i18n/format';
import {tagOf, type Language} from '../i18n/language';
import './CaseLine.css';

type Case = Schemas['Case'];

const kOver: Case['state'][] = ['REJECTED', 'WITHDRAWN', 'EXPIRED', 'SUPERSEDED', 'REVERSED'];
// Where the stops stand in the drawing: the middles of four equal columns.
const kX = [50, 150, 250, 350] as const;

export interface Stop {
  key: StopKey;
  at: string | null;
  isDone: boolean;
}

export function stopsOf(one: Case): Stop[] {
  const isClosed = one.state === 'CLOSED';
  const isFinal = isClosed || one.state === 'FINALISING' || one.removed_at !== null;
  // Figures of what never came to be would mislead.
  const isOver = kOver.includes(one.state);
  const lastDay = one.quote.last_day_to_undo;
  const planned = isOver ? null : one.execute_at;
  return [
    {key: 'asked', at: one.submitted_at, isDone: one.submitted_at !== null},
    {key: 'off', at: one.stopped_at ?? planned, isDone: one.stopped_at !== null || isFinal},
    {key: 'return', at: one.restore_until ?? (isOver ? null : lastDay), isDone: isFinal},
    {key: 'gone', at: one.removed_at, isDone: isClosed},
  ];
}

// How far the line is drawn: at the last stop done, or half way to the next.
function reachOf(stops: Stop[], isOver: boolean): number {
  const last = stops.map((stop) => stop.isDone).lastIndexOf(true);
  if (last < 0) return kX[0];
  const at = kX[last] ?? kX[0];
  return last === 3 || isOver ? at : at + 50;
}

function Drawing({stops, reach, isOver}: {stops: Stop[]; reach: number; isOver: boolean}) {
  const isAll = stops[3]?.isDone ?? false;
  return (
    <svg className="case-line-drawing" viewBox="0 0 400 32" aria-hidden="true">
      {!isOver && <path className="case-line-ahead" d={`M${kX[0]} 18H${kX[3]}`} />}
      {reach > kX[0] && <path className="case-line-done" d={`M${kX[0]} 18H${reach}`} />}
      {stops.map((stop, at) => {
        if (stop.key === 'return')
          return <path key={stop.key} d={`M${kX[at]} 6V30`}
            className={stop.isDone ? 'case-line-bar case-line-bar-done' : 'case-line-bar'} />;
        return <circle key={stop.key} cx={kX[at]} cy="18" r="6"
          className={stop.isDone ? 'case-line-stop case-line-stop-done' : 'case-line-stop'} />;
      })}
      {isOver && <path className="case-line-end" d={`M${reach + 9} 12l12 12m0-12-12 12`} />}
      {!isOver && !isAll && <path className="case-line-here" d={`M${reach - 5} 3h10l-5 7z`} />}
    </svg>
  );
}

export function CaseLine({one, language}: {one: Case; language: Language}) {
  const isOver = kOver.includes(one.state);
  const stops = stopsOf(one);
  const reach = reachOf(stops, isOver);
  const tag = tagOf(language);
  const when = (key: StopKey, at: string) => {
    if (at.length === 10) return day(tag, one.time_zone, at);
    return (key === 'off' || key === 'return' ? until : moment)(tag, one.time_zone, at);
  };
  const say = (stop: Stop) => {
    if (stop.isDone) return kSays.done;
    if (isOver) return kSays.never;
    return stop.at ? kSays.planned : kSays.next;
  };
  return (
    <figure className="case-line" aria-label={kSays.name[language]}>
      <Drawing stops={stops} reach={reach} isOver={isOver} />
      <ol className="case-line-stops">
        {stops.map((stop) => (
          <li key={stop.key} className={stop.isDone ? 'case-line-past' : undefined}>
            <span className="case-line-name">{kStops[stop.key][language]}</span>
            <span className="case-line-when">
              {stop.at ? <time dateTime={stop.at}>{when(stop.key, stop.at)}</time>
                : say(stop)[language]}
            </span>
            {stop.at && <span className="visually-hidden">{say(stop)[language]}</span>}
          </li>
        ))}
      </ol>
    </figure>
  );
}
