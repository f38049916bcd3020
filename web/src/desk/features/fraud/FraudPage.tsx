// SPDX-License-Identifier: Apache-2.0
// The analyst's inbox: what somebody called "not me" first, then what rules, people and
// courts stopped; and what is risky and still on its way.
import {number} from '../../../i18n/format';
import {useCases, type CaseFilter} from '../../api';
import {useParam} from '../../parts/address';
import {CaseDrawer} from '../../parts/CaseCard';
import {CaseTable} from '../../parts/CaseTable';
import {ChainedHistory} from '../../parts/ChainedHistory';
import {Pictures} from '../../parts/review/Pictures';
import {Views} from '../../parts/Views';
import {useWords} from '../../words';
import './fraud.css';
import {FraudActs} from './FraudActs';
import {Links} from './Links';
import {RiskExplained} from './RiskExplained';

const kViews = ['objection', 'risk', 'analyst', 'legal', 'watch'] as const;
type View = (typeof kViews)[number];
// Everything that a hold can still stop.
const kOnTheWay = ['AUTH_STEPUP', 'PRECHECK', 'AWAITING_SUBSCRIBER', 'UNDER_REVIEW',
  'SECOND_APPROVAL', 'SCHEDULED', 'EXECUTING', 'COOLING_OFF'].join();

function filterOf(view: View): CaseFilter {
  return view === 'watch' ? {state: kOnTheWay} : {state: 'FRAUD_HOLD', hold_reason: view};
}

function useCount(view: View): string | undefined {
  const {tag} = useWords();
  const total = useCases({...filterOf(view), limit: 1}).data?.total;
  return total === undefined ? undefined : number(tag, total);
}

function Inboxes({view, onChoose}: {view: View; onChoose: (view: View) => void}) {
  const {t} = useWords();
  const counts: Record<View, string | undefined> = {
    objection: useCount('objection'), risk: useCount('risk'), analyst: useCount('analyst'),
    legal: useCount('legal'), watch: useCount('watch'),
  };
  return (
    <Views label={t('fraud.which')} value={view} onChoose={onChoose}
      items={kViews.map((value) =>
        ({value, label: t(`fraud.${value}`), count: counts[value]}))} />
  );
}

export default function FraudPage() {
  const {t} = useWords();
  const [why, setWhy] = useParam('why');
  const [chosen, choose] = useParam('case', 'keep');
  const view = kViews.find((one) => one === why) ?? 'objection';
  return (
    <>
      <h1>{t('fraud.title')}</h1>
      <p className="quiet">{t('fraud.intro')}</p>
      <Inboxes view={view} onChoose={setWhy} />
      <CaseTable key={view} fixed={filterOf(view)} defaultSort={view === 'watch' ? '-risk' : 'due'}
        filters={view === 'watch' ? ['q', 'channel'] : ['channel']}
        columns={view === 'watch'
          ? ['number', 'state', 'masked', 'risk', 'channel', 'opened']
          : ['number', 'masked', 'hold', 'risk', 'channel', 'due']}
        label={t(`fraud.${view}`)} chosen={chosen} onChoose={choose}
        empty={t(view === 'watch' ? 'fraud.none.watch' : 'fraud.none')} />
      <CaseDrawer id={chosen} onClose={() => choose(null)}
        sections={['facts', 'messages']}
        acts={(theCase) => <FraudActs theCase={theCase} />}
        more={(theCase) => (
          <>
            <Pictures theCase={theCase} />
            {theCase.risk ? <RiskExplained risk={theCase.risk} /> : null}
            <Links id={theCase.id} onOpen={choose} />
            <ChainedHistory theCase={theCase} />
          </>
        )} />
    </>
  );
}
