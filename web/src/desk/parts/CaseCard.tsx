// SPDX-License-Identifier: Apache-2.0
// One case on one card: head, what comes next, costs, what happened, documents, the risk in
// sentences, messages. A page adds its acts on top and its own sections at the end.
//   <CaseCard id={id} acts={(theCase) => <MyActs theCase={theCase} />} />
//   <CaseDrawer id={chosen} onClose={() => choose(null)} acts={...} />
import {Button, Drawer} from 'antd';
import type {ReactNode} from 'react';
import {useNavigate} from 'react-router-dom';

import {kCaseStates} from '../../i18n/states';
import {CaseLine} from '../../ui/CaseLine';
import {StateBadge} from '../../ui/StateBadge';
import {useCase, type Case} from '../api';
import {useMay} from '../session';
import {useWords} from '../words';
import {Documents, Facts, MessagesOf, OpenItems, QuoteOf, RiskOf, Settled, Timeline}
  from './case_sections';
import {CardOf} from './CardOf';
import {Masked} from './Masked';
import {Answer} from './Trouble';

export type CaseSection =
  'facts' | 'quote' | 'risk' | 'documents' | 'settled' | 'card' | 'messages' | 'timeline';
const kAll: CaseSection[] =
  ['facts', 'quote', 'risk', 'documents', 'settled', 'card', 'messages', 'timeline'];

interface Props {
  id: string;
  acts?: (theCase: Case) => ReactNode;
  more?: (theCase: Case) => ReactNode;
  sections?: CaseSection[];
}

export function CaseHead({theCase}: {theCase: Case}) {
  const {language, say} = useWords();
  return (
    <header className="case-head">
      <div className="row">
        <StateBadge words={kCaseStates[theCase.state]} language={language} />
        <Masked text={theCase.msisdn_masked} field="msisdn" lineId={theCase.line_id}
          caseId={theCase.id} />
      </div>
      <CaseLine one={theCase} language={language} />
      <p className="case-next">{say(theCase.next)}</p>
    </header>
  );
}

export function CaseCard({id, acts, more, sections = kAll}: Props) {
  const asked = useCase(id);
  const may = useMay();
  const has = (section: CaseSection) => sections.includes(section);
  return (
    <Answer of={asked} rows={8}>
      {(theCase) => (
        <article className="case-card">
          <CaseHead theCase={theCase} />
          {acts?.(theCase)}
          <OpenItems theCase={theCase} />
          {has('facts') ? <Facts theCase={theCase} /> : null}
          {has('quote') ? <QuoteOf quote={theCase.quote} zone={theCase.time_zone} /> : null}
          {has('risk') && theCase.risk ? <RiskOf risk={theCase.risk} /> : null}
          {has('documents') ? <Documents theCase={theCase} /> : null}
          {has('settled') ? <Settled theCase={theCase} /> : null}
          {has('card') && may('view_card') ? <CardOf theCase={theCase} /> : null}
          {more?.(theCase)}
          {has('messages') && may('view_messages') ? <MessagesOf id={theCase.id} /> : null}
          {has('timeline') ? <Timeline theCase={theCase} /> : null}
        </article>
      )}
    </Answer>
  );
}

export function CaseDrawer({id, onClose, ...card}: Omit<Props, 'id'> & {
  id: string | null; onClose: () => void;
}) {
  const {t} = useWords();
  const navigate = useNavigate();
  const asked = useCase(id);
  const number = asked.data?.number ?? '';
  return (
    <Drawer open={id !== null} onClose={onClose} rootClassName="case-drawer" width="min(640px, 100vw)"
      title={<h2>{t('case.card', {number})}</h2>} closable={{'aria-label': t('desk.close')}}
      destroyOnHidden
      extra={id ? <Button onClick={() => navigate(`/cases/${id}`)}>{t('case.full')}</Button> : null}>
      {id ? <CaseCard key={id} id={id} {...card} /> : null}
    </Drawer>
  );
}
