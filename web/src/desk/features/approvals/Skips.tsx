// SPDX-License-Identifier: Apache-2.0
// Steps that an engineer proposes to leave out; a second person confirms, with a reason.
import {Button} from 'antd';
import {useState} from 'react';
import {Link} from 'react-router-dom';

import {answered} from '../../../api/client';
import {number} from '../../../i18n/format';
import {api, useAct, useCase, useCases, type CaseSummary} from '../../api';
import {DangerAct} from '../../parts/DangerAct';
import {Moment} from '../../parts/Due';
import {Answer, Nothing, Trouble, Waiting} from '../../parts/Trouble';
import {FarAnswer, stepWords, useTruthWords} from '../../parts/farSide';
import {useWords} from '../../words';

const kRows = 200;

function Confirm({id, step}: {id: string; step: string}) {
  const {t} = useWords();
  const [isOpen, setOpen] = useState(false);
  const asked = useCase(id);
  const theCase = asked.data;
  const {mutateAsync} = useAct(id);
  if (!theCase && asked.error)
    return <Trouble error={asked.error} onAgain={() => void asked.refetch()} />;
  if (!theCase) return <Waiting rows={1} />;
  const may = theCase.actions.includes('resolve');
  return (
    <>
      {may ? <Button danger onClick={() => setOpen(true)}>{t('approvals.skip')}</Button>
        : <p className="note">{t('approvals.skip_own')}</p>}
      <DangerAct open={isOpen} title={t('approvals.skip_title', {step})}
        masked={theCase.msisdn_masked} consequence={t('approvals.skip_more', {step})}
        button={t('approvals.skip')} reasonMax={500} isGone={!may} onClose={() => setOpen(false)}
        act={(reason) => mutateAsync({seen: theCase, act: async (_, headers) =>
          answered(await api.client.POST('/api/v1/cases/{id}/resolution',
            {params: {path: {id}, header: headers}, body: {action: 'skip', reason}}))})} />
    </>
  );
}

function Skip({one, stuck}: {one: CaseSummary; stuck: NonNullable<CaseSummary['stuck']>}) {
  const {t, language} = useWords();
  const truthWords = useTruthWords();
  return (
    <li className="panel stack">
      <div className="row">
        <Link to={`/cases/${one.id}`} className="tabular">{one.number}</Link>
        <span className="tabular">{one.msisdn_masked}</span>
      </div>
      <dl className="facts">
        <div><dt>{t('case.stuck')}</dt><dd>{stepWords(stuck.step, language)}</dd></div>
        <div><dt>{t('approvals.since')}</dt><dd><Moment at={stuck.since} /></dd></div>
        <div><dt>{t('approvals.code')}</dt><dd><FarAnswer code={stuck.code} /></dd></div>
        <div><dt>{t('approvals.truth')}</dt><dd>{stuck.truth ? truthWords(stuck.truth) : t('desk.none')}</dd></div>
      </dl>
      <blockquote className="script">{stuck.reason}</blockquote>
      <div><Confirm id={one.id} step={stepWords(stuck.step, language)} /></div>
    </li>
  );
}

// The stuck cases of which a skip is proposed, the longest unchanged first.
export function useProposed() {
  const asked = useCases({state: 'STUCK', sort: 'changed', limit: kRows});
  const proposed = asked.data?.items.filter(({stuck}) => stuck?.proposed === 'skip');
  return {asked, proposed};
}

export function Skips() {
  const {t, tag} = useWords();
  const {asked, proposed = []} = useProposed();
  return (
    <Answer of={asked}>
      {({next}) => (
        <>
          {proposed.length === 0 ? <Nothing>{t('approvals.skips_empty')}</Nothing> : (
            <ul className="plain stack">
              {proposed.map((one) => <Skip key={one.id} one={one} stuck={one.stuck!} />)}
            </ul>
          )}
          {next ? <p className="note">{t('approvals.skips_more', {n: number(tag, kRows)})}</p> : null}
        </>
      )}
    </Answer>
  );
}
