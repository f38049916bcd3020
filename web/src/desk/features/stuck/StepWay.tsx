// SPDX-License-Identifier: Apache-2.0
// The sixteen steps as a line: done, stuck here, ahead; and where there is no way back.
import {stepWords} from '../../parts/farSide';
import {useWords} from '../../words';

export const kSteps = 16;
const kNoReturn = 9;

function stepNumber(step: string): number {
  return Number(step.slice(1)) || 0;
}

export function isPastReturn(step: string): boolean {
  return stepNumber(step) >= kNoReturn;
}

export function StepWay({step}: {step: string}) {
  const {t, language} = useWords();
  const here = stepNumber(step);
  return (
    <div className="step-way">
      <p className="step-way-here">
        <strong>{stepWords(step, language)}</strong>
        <span className="quiet">{t('stuck.where', {n: here})}</span>
      </p>
      <ol aria-label={t('stuck.way')}>
        {Array.from({length: kSteps}, (_, i) => i + 1).map((n) => {
          const how = n < here ? 'done' : n === here ? 'here' : 'ahead';
          return (
            <li key={n} className={`step-${how}${n === kNoReturn ? ' step-no-return' : ''}`}>
              <span aria-hidden="true">{how === 'done' ? '✓' : how === 'here' ? '▲' : n}</span>
              <span className="visually-hidden">
                {stepWords(`E${n}`, language)}: {t(`stuck.way.${how}`)}
              </span>
            </li>
          );
        })}
      </ol>
      <p className="quiet step-way-note">{t('stuck.return')}</p>
    </div>
  );
}
