// SPDX-License-Identifier: Apache-2.0
// A case as a line from left (asked) to right (gone), with the point of no return marked.
import {kCaseStates, type CaseState} from '../../i18n/states';
import {useWords} from '../words';
import './LifeLine.css';

// How far along the line each state stands, in the stations below.
const kReached: Record<CaseState, number> = {
  DRAFT: 0, SUBMITTED: 0, AUTH_STEPUP: 0, PRECHECK: 0.5, AWAITING_SUBSCRIBER: 0.5,
  UNDER_REVIEW: 0.5, SECOND_APPROVAL: 0.7, FRAUD_HOLD: 0.7, SCHEDULED: 1, EXECUTING: 1.5,
  STUCK: 1.5, COOLING_OFF: 2, FINALISING: 3.2, CLOSED: 4, REJECTED: 0.7, WITHDRAWN: 0.7,
  EXPIRED: 0.5, SUPERSEDED: 0.7, REVERSED: 3.2,
};
const kStations = ['life.asked', 'life.checked', 'life.off', 'life.final', 'life.gone'] as const;
const kLeft = 40;
const kStep = 120;

export function LifeLine({state}: {state: CaseState}) {
  const {t, language} = useWords();
  const reached = kReached[state];
  const words = kCaseStates[state];
  const at = kLeft + reached * kStep;
  return (
    <svg className={`life life-${words.tone}`} viewBox="0 0 560 64" role="img"
      aria-label={t('life.title', {state: words[language]})}>
      <path className="life-way" d={`M${kLeft} 20H${kLeft + 4 * kStep}`} />
      <path className="life-done" d={`M${kLeft} 20H${at}`} />
      {kStations.map((station, index) => {
        const x = kLeft + index * kStep;
        const isDone = reached >= index;
        return (
          <g key={station} className={isDone ? 'life-station life-passed' : 'life-station'}>
            {station === 'life.final' ? <path d={`M${x} 8V32`} /> : <circle cx={x} cy="20" r="5" />}
            <text x={x} y="52" textAnchor="middle">{t(station)}</text>
          </g>
        );
      })}
      <circle className="life-here" cx={at} cy="20" r="8" />
    </svg>
  );
}
