// SPDX-License-Identifier: Apache-2.0
// What an analyst may do with a case: stop it, let it go on, refuse it. Each act shows the
// number, what follows for the line, and asks why.
import {App, Button, Form, Select} from 'antd';
import {useState} from 'react';

import {answered, type Schemas} from '../../../api/client';
import {api, useAct, useCatalogue, type Case} from '../../api';
import {DangerAct} from '../../parts/DangerAct';
import {useQuestion} from '../../parts/question';
import {useWords, type Key} from '../../words';

type Act = 'hold' | 'release' | 'reject';

function isOff(theCase: Case): boolean {
  return theCase.stopped_at !== null;
}

function useDecide(theCase: Case) {
  const acting = useAct(theCase.id);
  const path = {id: theCase.id};
  return {
    hold: (reason: string) => acting.mutateAsync({seen: theCase, act: async (_, header) =>
      answered(await api.client.POST('/api/v1/cases/{id}/hold',
        {params: {path, header}, body: {reason}}))}),
    decide: (body: Schemas['Decision']) => acting.mutateAsync({seen: theCase,
      act: async (_, header) => answered(await api.client.POST('/api/v1/cases/{id}/decision',
        {params: {path, header}, body}))}),
  };
}

function ReasonChoice({value, onChoose}: {
  value: string | null; onChoose: (code: string) => void;
}) {
  const {t, say} = useWords();
  const reasons = useCatalogue().data?.reasons ?? [];
  const chosen = reasons.find(({code}) => code === value);
  return (
    <Form.Item label={t('fraud.reject.code')} htmlFor="fraud-reason" required
      extra={chosen ? t('fraud.reject.remedy', {remedy: say(chosen.remedy)}) : undefined}>
      <Select id="fraud-reason" value={value} onChange={onChoose} loading={reasons.length === 0}
        options={reasons.map(({code, text}) => ({value: code, label: say(text)}))} />
    </Form.Item>
  );
}

export function FraudActs({theCase}: {theCase: Case}) {
  const {t} = useWords();
  const {message} = App.useApp();
  const {which: asked, seen, ask} = useQuestion<Act>(theCase);
  const [code, setCode] = useState<string | null>(null);
  const act = useDecide(seen);
  const isHeld = theCase.state === 'FRAUD_HOLD' && theCase.actions.includes('decide');
  const mayHold = theCase.actions.includes('hold');
  const number = theCase.msisdn_masked;
  const state = isOff(seen) ? 'off' : 'on';
  const follows = (what: Key) => <><p>{t(`fraud.line.${state}`)}</p><p>{t(what)}</p></>;
  const shared = {masked: number, onClose: () => ask(null)};
  const done = (what: Act) => void message.success(t(`fraud.done.${what}`));
  return (
    <div className="row">
      {!isHeld && !mayHold ? <p className="quiet">{t('fraud.acts.none')}</p> : null}
      {mayHold
        ? <Button onClick={() => ask('hold')}>{t('fraud.hold')}</Button> : null}
      {isHeld ? (
        <>
          <Button onClick={() => ask('release')}>{t('fraud.release')}</Button>
          <Button onClick={() => ask('reject')}>{t('fraud.reject')}</Button>
        </>
      ) : null}
      <DangerAct {...shared} open={asked === 'hold'} title={t('fraud.hold.of', {number})}
        consequence={follows('fraud.hold.consequence')} button={t('fraud.hold')} reasonMin={5}
        isGone={!mayHold}
        act={async (reason) => { await act.hold(reason); done('hold'); }} />
      <DangerAct {...shared} open={asked === 'release'} title={t('fraud.release.of', {number})}
        consequence={follows(`fraud.release.${state}`)}
        button={t('fraud.release')} isGone={!isHeld}
        act={async (reason) => {
          await act.decide({decision: 'release', reason});
          done('release');
        }} />
      <DangerAct {...shared} open={asked === 'reject'} title={t('fraud.reject.of', {number})}
        consequence={follows(`fraud.reject.${state}`)}
        button={t('fraud.reject')} reason={false} isReady={code !== null}
        isGone={!isHeld}
        act={async () => {
          await act.decide({decision: 'reject', reason_code: code!});
          done('reject');
        }}>
        <ReasonChoice value={code} onChoose={setCode} />
      </DangerAct>
    </div>
  );
}
