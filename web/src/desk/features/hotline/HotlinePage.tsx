// SPDX-License-Identifier: Apache-2.0
// The agent's page: a script in the order of the call. Codes are typed by the customer on
// his own page; nothing here shows or asks for one.
import {App, Button} from 'antd';
import {useState} from 'react';
import {useSearchParams} from 'react-router-dom';

import {useAbout, type Line} from '../../api';
import {AtTheDesk} from '../../parts/customer/AtTheDesk';
import {CustomerCard, type Customer} from '../../parts/customer/CustomerCard';
import {LossReport} from '../../parts/customer/LossReport';
import {NewCase} from '../../parts/customer/NewCase';
import {useCaseInHand} from '../../parts/customer/useCaseInHand';
import {useWords} from '../../words';
import {HotlineCase} from './HotlineCase';

function Greeting({line}: {line: Line}) {
  const {t, say} = useWords();
  const operator = say(useAbout().data?.operator);
  const tail = line.msisdn_masked.slice(-4).split('').join(' ');
  return (
    <section className="panel" aria-labelledby="greeting">
      <h2 id="greeting">{t('hotline.greeting')}</h2>
      <blockquote className="script">{t('hotline.greeting_text', {operator, tail})}</blockquote>
      <p className="quiet">{t('hotline.never')}</p>
    </section>
  );
}

function LineActs({line, number, onBegin, isBegun}: {
  line: Line; number: string | null; onBegin: () => void; isBegun: boolean;
}) {
  const {t} = useWords();
  const {message} = App.useApp();
  const [isLost, setLost] = useState(false);
  const canOpen = line.actions.includes('open_case');
  return (
    <section className="panel" aria-labelledby="wish">
      <h2 id="wish">{t('hotline.wish')}</h2>
      <div className="row">
        {canOpen && !isBegun && !line.open_case_id
          ? <Button type="primary" onClick={onBegin}>{t('hotline.end_line')}</Button> : null}
        {line.actions.includes('report_loss')
          ? <Button danger onClick={() => setLost(true)}>{t('loss.title')}</Button> : null}
      </div>
      {canOpen || line.open_case_id ? null
        : <p className="after">{t('hotline.cannot_open')}</p>}
      <LossReport open={isLost} masked={line.msisdn_masked} known={number}
        onClose={() => setLost(false)} onDone={() => void message.success(t('loss.done'))} />
    </section>
  );
}

function Call({customer, lineId, number}: {
  customer: Customer; lineId: string; number: string | null;
}) {
  const [params, setParams] = useSearchParams();
  const line = customer.lines.find(({id}) => id === lineId);
  const isBegun = params.get('ending') !== null;
  const open = params.get('case') ?? line?.open_case_id ?? null;
  const caseId = useCaseInHand(open, isBegun);
  return (
    <div className="two">
      <CustomerCard customer={customer} lineId={lineId} onLine={({id}) => setParams({line: id})} />
      <div className="stack">
        {line ? <Greeting line={line} /> : null}
        {line ? <LineActs line={line} number={number} isBegun={isBegun}
          onBegin={() => setParams({line: lineId, ending: '1'})} /> : null}
        {isBegun && caseId === null && line ? (
          <NewCase line={line} customer={customer} isAloud
            onOpened={(id) => setParams({line: lineId, case: id})} />
        ) : null}
        {caseId ? <HotlineCase key={caseId} id={caseId} /> : null}
      </div>
    </div>
  );
}

export default function HotlinePage() {
  const {t} = useWords();
  return (
    <AtTheDesk title={t('hotline.title')} begin={t('hotline.begin')} byCase>
      {(customer, lineId, number) =>
        <Call key={lineId} customer={customer} lineId={lineId} number={number} />}
    </AtTheDesk>
  );
}
