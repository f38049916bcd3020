// SPDX-License-Identifier: Apache-2.0
// Where the points of a case come from, the heaviest first, and what the sum means.
import {number} from '../../../i18n/format';
import {Bars} from '../../charts/Bars';
import type {Case} from '../../api';
import {Section} from '../../parts/case_sections';
import {useWords, type Key} from '../../words';

// The steps of the risk rules: from these sums on, more people look.
const kBands: readonly [number, Key][] = [
  [70, 'fraud.band.analyst'], [40, 'fraud.band.raised'], [25, 'fraud.band.review']];

function bandOf(score: number): Key {
  return kBands.find(([from]) => score >= from)?.[1] ?? 'fraud.band.auto';
}

export function RiskExplained({risk}: {risk: NonNullable<Case['risk']>}) {
  const {t, tag, say} = useWords();
  const factors = [...risk.factors].sort((a, b) => b.points - a.points);
  return (
    <Section title={t('fraud.risk.title')}>
      {factors.length === 0 ? <p>{t('fraud.risk.none')}</p> : (
        <Bars bars={factors.map((factor) => ({
          id: factor.id, label: say(factor.text) || factor.id, value: factor.points,
          text: t('fraud.risk.points', {n: number(tag, factor.points)}),
        }))} />
      )}
      <p className="fraud-total">
        {t('fraud.risk.total', {n: number(tag, risk.score), band: t(bandOf(risk.score))})}
      </p>
    </Section>
  );
}
