// SPDX-License-Identifier: Apache-2.0
// The clerk's page: find the customer, then let him do it on his own screen or do it here.
import {App, Button} from 'antd';
import {useState} from 'react';
import {useSearchParams} from 'react-router-dom';

import type {Line} from '../../api';
import {AtTheDesk} from '../../parts/customer/AtTheDesk';
import {CustomerCard, type Customer} from '../../parts/customer/CustomerCard';
import {LossReport} from '../../parts/customer/LossReport';
import {NewCase} from '../../parts/customer/NewCase';
import {useCaseInHand} from '../../parts/customer/useCaseInHand';
import {Trouble} from '../../parts/Trouble';
import {useWords} from '../../words';
import {CounterCase} from './CounterCase';
import {Screen, useEndOfScreen, useScreen} from './Screen';

function LineActs({line, number, onHere, screen}: {
  line: Line; number: string | null; onHere: () => void; screen: ReturnType<typeof useScreen>;
}) {
  const {t} = useWords();
  const {message} = App.useApp();
  const [isLost, setLost] = useState(false);
  const canOpen = line.actions.includes('open_case');
  return (
    <section className="panel" aria-label={t('counter.acts')}>
      <h2 className="tabular">{line.msisdn_masked}</h2>
      <div className="row">
        {screen.id === null ? (
          <Button type={canOpen ? 'primary' : 'default'} loading={screen.making.isPending}
            onClick={() => screen.making.mutate(line.id)}>{t('counter.pair')}</Button>
        ) : null}
        {canOpen ? <Button onClick={onHere}>{t('counter.here')}</Button> : null}
        {line.actions.includes('report_loss')
          ? <Button danger onClick={() => setLost(true)}>{t('loss.title')}</Button> : null}
      </div>
      {canOpen || line.open_case_id ? null : <p className="after">{t('counter.cannot_open')}</p>}
      <LossReport open={isLost} masked={line.msisdn_masked} known={number}
        onClose={() => setLost(false)} onDone={() => void message.success(t('loss.done'))} />
    </section>
  );
}

function Desk({customer, lineId, number, choose}: {
  customer: Customer; lineId: string; number: string | null;
  choose: (params: Record<string, string>) => void;
}) {
  const [params] = useSearchParams();
  const line = customer.lines.find(({id}) => id === lineId);
  const screen = useScreen(lineId);
  const isHere = params.get('here') !== null;
  const caseId = useCaseInHand(
    params.get('case') ?? line?.open_case_id ?? screen.data?.case_id ?? null, isHere);
  return (
    <div className="two">
      <CustomerCard customer={customer} lineId={lineId}
        onLine={({id}) => choose({line: id})} />
      <div className="stack">
        {line ? (
          <LineActs line={line} number={number} screen={screen}
            onHere={() => choose({line: lineId, here: '1'})} />
        ) : null}
        <Screen screen={screen} />
        {isHere && caseId === null && line ? (
          <NewCase line={line} customer={customer}
            onOpened={(id) => choose({line: lineId, case: id})} />
        ) : null}
        {caseId ? <CounterCase key={caseId} id={caseId} customer={customer} /> : null}
      </div>
    </div>
  );
}

export default function CounterPage() {
  const {t} = useWords();
  const [, setParams] = useSearchParams();
  const notEnded = useEndOfScreen();
  return (
    <>
      <Trouble error={notEnded} />
      <AtTheDesk title={t('counter.title')} begin={t('counter.begin')}>
        {(customer, lineId, number) => (
          <Desk key={lineId} customer={customer} lineId={lineId} choose={setParams}
            number={number} />)}
      </AtTheDesk>
    </>
  );
}
