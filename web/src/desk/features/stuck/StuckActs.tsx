// SPDX-License-Identifier: Apache-2.0
// Three ways on for a stuck step: try again, leave it out with a second person, or put the
// line back. Each says what follows and asks why.
import {App, Button} from 'antd';

import {answered, type Schemas} from '../../../api/client';
import {api, useAct, type Case} from '../../api';
import {DangerAct} from '../../parts/DangerAct';
import {stepWords} from '../../parts/farSide';
import {useQuestion} from '../../parts/question';
import {useMay} from '../../session';
import {useWords} from '../../words';
import {kSteps} from '../../words/farSides';
import {isPastReturn} from './StepWay';

type Way = Schemas['Resolution']['action'];

function useResolve(theCase: Case) {
  const acting = useAct(theCase.id);
  return (action: Way, reason: string) => acting.mutateAsync({seen: theCase,
    act: async (_, header) => answered(await api.client.POST('/api/v1/cases/{id}/resolution',
      {params: {path: {id: theCase.id}, header}, body: {action, reason}}))});
}

// Nothing where the case is stuck no more and no question is open.
export function StuckActs({theCase}: {theCase: Case}) {
  const {t, say, language} = useWords();
  const {message} = App.useApp();
  const may = useMay();
  const {which: asked, seen, ask} = useQuestion<Way>(theCase);
  const resolve = useResolve(seen);
  const {stuck} = seen;
  if (!stuck) return null;
  const isSecond = stuck.proposed === 'skip';
  const never = say(kSteps[stuck.step]?.neverSkipped);
  const isPast = isPastReturn(stuck.step);
  const names = {number: theCase.msisdn_masked, step: stepWords(stuck.step, language)};
  const left = say(kSteps[stuck.step]?.ifSkipped);
  const shared = {masked: theCase.msisdn_masked, onClose: () => ask(null), reasonMax: 500,
    isGone: !theCase.stuck};
  const skip = t(isSecond ? 'stuck.skip.second' : 'stuck.skip');
  return (
    <div className="stuck-acts">
      {isSecond ? <p>{t('stuck.skip.waits', {reason: stuck.reason})}</p> : null}
      <div className="row">
        {may('resolve_stuck')
          ? <Button onClick={() => ask('retry')}>{t('stuck.retry')}</Button> : null}
        {may('confirm_skip')
          ? <Button disabled={never !== ''} onClick={() => ask('skip')}>{skip}</Button> : null}
        {may('resolve_stuck') ? (
          <Button disabled={isPast} onClick={() => ask('compensate')}>
            {t('stuck.back_line')}
          </Button>
        ) : null}
      </div>
      {never ? <p className="quiet">{never}</p> : null}
      {isPast ? <p className="quiet">{t('stuck.back_line.past')}</p> : null}
      <DangerAct {...shared} open={asked === 'retry'} title={t('stuck.retry.of', names)}
        consequence={t('stuck.retry.consequence')} button={t('stuck.retry')} isDanger={false}
        act={async (reason) => {
          await resolve('retry', reason);
          void message.success(t('stuck.done.retry'));
        }} />
      <DangerAct {...shared} open={asked === 'skip'} title={t('stuck.skip.of', names)}
        consequence={t(isSecond ? 'stuck.skip.second.consequence' : 'stuck.skip.consequence',
          {left})}
        button={skip}
        act={async (reason) => {
          await resolve('skip', reason);
          void message.success(t(isSecond ? 'stuck.done.skipped' : 'stuck.done.skip'));
        }} />
      <DangerAct {...shared} open={asked === 'compensate'}
        title={t('stuck.back_line.of', names)} consequence={t('stuck.back_line.consequence')}
        button={t('stuck.back_line')}
        act={async (reason) => {
          await resolve('compensate', reason);
          void message.success(t('stuck.done.back_line'));
        }} />
    </div>
  );
}
