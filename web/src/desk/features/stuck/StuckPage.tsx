// SPDX-License-Identifier: Apache-2.0
// Steps that another system failed to do: which, what it answered, how it stands there,
// since when. The longest stuck stands first.
import {Link} from 'react-router-dom';

import {fromNow, number} from '../../../i18n/format';
import {kCaseStates} from '../../../i18n/states';
import {useCases, useNow, type Case, type CaseSummary} from '../../api';
import {useParam, usePages} from '../../parts/address';
import {CaseDrawer} from '../../parts/CaseCard';
import {Moment} from '../../parts/Due';
import {FarAnswer, stepWords, useTruthWords} from '../../parts/farSide';
import {Pager} from '../../parts/Pager';
import {PlainTable, type PlainColumn} from '../../parts/PlainTable';
import {Answer, Nothing} from '../../parts/Trouble';
import {Views} from '../../parts/Views';
import {useMay} from '../../session';
import {useWords} from '../../words';
import './stuck.css';
import {StepWay} from './StepWay';
import {StuckActs} from './StuckActs';
import {Truth} from './Truth';

const kRows = 100;

function useColumns(onChoose: (id: string) => void): PlainColumn<CaseSummary>[] {
  const {t, tag, language} = useWords();
  const now = useNow();
  const truthWords = useTruthWords();
  return [
    {id: 'case', title: t('stuck.case'), isHead: true, cell: (row) => (
      <button type="button" className="link tabular" onClick={() => onChoose(row.id)}>
        {row.number}
      </button>)},
    {id: 'number', title: t('stuck.number'),
      cell: (row) => <span className="tabular">{row.msisdn_masked}</span>},
    {id: 'step', title: t('stuck.step'), cell: (row) => row.stuck ? (
      <>
        {stepWords(row.stuck.step, language)} <code className="quiet">{row.stuck.step}</code>
        {row.stuck.proposed
          ? <strong className="stuck-proposed">{t('stuck.proposed')}</strong> : null}
      </>) : null},
    {id: 'answer', title: t('stuck.answer'),
      cell: (row) => row.stuck ? <FarAnswer code={row.stuck.code} /> : null},
    {id: 'truth', title: t('stuck.truth'),
      cell: (row) => row.stuck ? truthWords(row.stuck.truth) : null},
    {id: 'since', title: t('stuck.since'), cell: (row) => row.stuck ? (
      <>
        {fromNow(tag, row.stuck.since, now)}
        <span className="quiet stuck-moment"><Moment at={row.stuck.since} /></span>
      </>) : null},
  ];
}

// How many stand at each step of what is shown, in the order of the steps.
function stepsOf(rows: readonly CaseSummary[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const {stuck} of rows)
    if (stuck) counts.set(stuck.step, (counts.get(stuck.step) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1)));
}

function Board({rows, onChoose}: {
  rows: readonly CaseSummary[]; onChoose: (id: string) => void;
}) {
  const {t, tag, language} = useWords();
  const [step, setStep] = useParam('step', 'keep');
  const [chosen] = useParam('case', 'keep');
  const columns = useColumns(onChoose);
  const shown = step ? rows.filter((row) => row.stuck?.step === step) : rows;
  if (rows.length === 0) return <Nothing>{t('stuck.none')}</Nothing>;
  return (
    <>
      <Views label={t('stuck.step')} value={step ?? ''}
        onChoose={(value) => setStep(value || null)}
        items={[{value: '', label: t('stuck.step.all'), count: number(tag, rows.length)},
          ...stepsOf(rows).map(([value, n]) =>
            ({value, label: stepWords(value, language), count: number(tag, n)}))]} />
      {shown.length === 0 ? <Nothing>{t('stuck.none.step')}</Nothing> : (
        <PlainTable label={t('stuck.title')} columns={columns} rows={shown}
          keyOf={(row) => row.id}
          markOf={(row) => (row.id === chosen ? 'chosen' : undefined)} />
      )}
    </>
  );
}

function Mend({theCase}: {theCase: Case}) {
  const {t, language} = useWords();
  const may = useMay();
  return (
    <>
      {theCase.stuck ? (
        <>
          <StepWay step={theCase.stuck.step} />
          <Truth id={theCase.id} stuck={theCase.stuck} isAskable={may('query_truth')} />
        </>
      ) : (
        <p>
          {t('stuck.gone', {state: kCaseStates[theCase.state][language]})}{' '}
          <Link className="link" to="/stuck">{t('stuck.back')}</Link>
        </p>
      )}
      <StuckActs theCase={theCase} />
    </>
  );
}

export default function StuckPage() {
  const {t} = useWords();
  const {after} = usePages();
  const [chosen, choose] = useParam('case', 'keep');
  const asked = useCases({state: 'STUCK', sort: 'changed', limit: kRows,
    ...(after ? {after} : {})}, 10_000);
  return (
    <>
      <h1>{t('stuck.title')}</h1>
      <p className="quiet">{t('stuck.intro')}</p>
      <Answer of={asked} rows={6}>
        {({items, next, total}) => (
          <>
            <Board rows={items} onChoose={choose} />
            <Pager total={total} next={next} />
          </>
        )}
      </Answer>
      <CaseDrawer id={chosen} onClose={() => choose(null)} sections={['facts', 'timeline']}
        acts={(theCase) => <Mend theCase={theCase} />} />
    </>
  );
}
