// SPDX-License-Identifier: Apache-2.0
// Ending a line, up to the quote: one question a screen.
import {Navigate, useNavigate, useParams} from 'react-router-dom';

import {ButtonLink, Ways} from '../../ui/Button';
import {Page} from '../Page';
import {Answer} from '../Problem';
import {useCase, useLine, usePrecheck, type Case, type Line, type Precheck} from '../data';
import {useWords} from '../words';
import {useChoices, type Choices} from './choices';
import {CheckStep} from './CheckStep';
import {NotesStep} from './NotesStep';
import {OtherWaysStep} from './OtherWaysStep';
import {QuestionStep} from './QuestionStep';
import {ServicesStep} from './ServicesStep';
import {stepsOf} from './steps';
import {WhenStep} from './WhenStep';
import './Ending.css';

export interface StepProps {
  line: Line;
  precheck: Precheck;
  // The open request that is being changed.
  open: Case | null;
  choices: Choices;
  change: (next: Partial<Choices>) => void;
  onNext: () => void;
  backTo: string;
}

const kChangeable: Case['state'][] = ['DRAFT', 'AWAITING_SUBSCRIBER'];

function Steps({line, precheck, open}: {line: Line; precheck: Precheck; open: Case | null}) {
  const {t} = useWords();
  const navigate = useNavigate();
  const {step = ''} = useParams();
  const {choices, change} = useChoices(line.id, open);
  const steps = stepsOf(precheck);
  const at = steps.findIndex((one) => one.name === step);
  const here = steps[at];
  const addressOf = (index: number) => `/my/lines/${line.id}/end/${steps[index]?.name}`;
  if (!here) return <Navigate to={addressOf(0)} replace />;
  const props: StepProps = {
    line, precheck, open, choices, change,
    onNext: () => navigate(addressOf(at + 1)),
    backTo: at > 0 ? addressOf(at - 1) : open ? `/my/cases/${open.id}` : `/my/lines/${line.id}`,
  };
  return (
    <>
      <p className="step-of">
        <span className="masked">{line.msisdn_masked}</span>
        {line.nickname && ` · ${line.nickname}`}
        <span>{t('ending.step', {n: at + 1, all: steps.length})}</span>
      </p>
      <div key={step}>
        {step === 'check' && <CheckStep {...props} />}
        {step === 'other-ways' && <OtherWaysStep {...props} />}
        {step === 'services' && <ServicesStep {...props} />}
        {here.obligation && <QuestionStep {...props} obligation={here.obligation} />}
        {step === 'notes' && <NotesStep {...props} />}
        {step === 'when' && <WhenStep {...props} />}
      </div>
    </>
  );
}

function Change({line, precheck, caseId}: {line: Line; precheck: Precheck; caseId: string}) {
  const open = useCase(caseId);
  return (
    <Answer of={open} isPage>
      {(one) => (kChangeable.includes(one.state) && one.actions.includes('settle')
        ? <Steps {...{line, precheck, open: one}} />
        : <Navigate to={`/my/cases/${one.id}`} replace />)}
    </Answer>
  );
}

export default function Ending() {
  const {t} = useWords();
  const {id = ''} = useParams();
  const line = useLine(id);
  const precheck = usePrecheck(id);
  return (
    <Answer of={line} isPage>
      {(found) => {
        if (!found.open_case_id && !found.actions.includes('open_case'))
          return (
            <Page title={t('ending.not_now')} lead={<p>{t('ending.not_now_why')}</p>}>
              <Ways><ButtonLink to={`/my/lines/${id}`}>{t('page.back')}</ButtonLink></Ways>
            </Page>
          );
        return (
          <Answer of={precheck} isPage>
            {(facts) => (found.open_case_id
              ? <Change line={found} precheck={facts} caseId={found.open_case_id} />
              : <Steps line={found} precheck={facts} open={null} />)}
          </Answer>
        );
      }}
    </Answer>
  );
}
