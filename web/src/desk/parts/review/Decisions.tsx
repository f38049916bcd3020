// SPDX-License-Identifier: Apache-2.0
// The buttons of whoever decides, each with its key; every one says of which number, what
// follows, and takes its reason.
import {Button, Checkbox, Radio, Segmented} from 'antd';
import {useEffect, useState, type ReactNode} from 'react';

import {kLanguageNames, tagOf, type Language} from '../../../i18n/language';
import {useCatalogue, type Case} from '../../api';
import {useWords} from '../../words';
import {DangerAct} from '../DangerAct';
import {KeyHint, useKeys} from '../keys';
import {useQuestion} from '../question';
import {Answer} from '../Trouble';
import {useCustomerLanguage, useDecide, type Decision} from './decide';

type Decide = (body: Decision) => Promise<void>;
interface Of {
  theCase: Case;
  open: boolean;
  isGone: boolean;
  decide: Decide;
  onClose: () => void;
}

// Exactly what the customer will read, in his language; the other one at hand.
function Preview({id, codes}: {id: string; codes: string[]}) {
  const {t} = useWords();
  const theirs = useCustomerLanguage(id);
  const [language, setLanguage] = useState<Language>(theirs);
  useEffect(() => setLanguage(theirs), [theirs]);
  const defects = useCatalogue().data?.defects ?? [];
  return (
    <section aria-label={t('decide.preview')}>
      <div className="row preview-head">
        <span>{t('decide.preview')}</span>
        <Segmented size="small" value={language} onChange={(value) => setLanguage(value === 'en' ? 'en' : 'zh')}
          aria-label={t('customer.language')}
          options={[{value: 'zh', label: kLanguageNames.zh}, {value: 'en', label: kLanguageNames.en}]} />
      </div>
      <blockquote className="script" lang={tagOf(language)}>
        {codes.length === 0 ? <p className="quiet">{t('decide.preview_empty')}</p> : null}
        {defects.filter(({code}) => codes.includes(code)).map(({code, text}) =>
          <p key={code}>{text[language]}</p>)}
      </blockquote>
    </section>
  );
}

function Defects({theCase, open, isGone, decide, onClose}: Of) {
  const {t, say} = useWords();
  const asked = useCatalogue();
  const defects = asked.data?.defects ?? [];
  const [codes, setCodes] = useState<string[]>([]);
  useEffect(() => {
    if (!open) return;
    const found = new Set(theCase.documents.flatMap((one) => one.defects.map(({code}) => code)));
    setCodes(defects.map(({code}) => code).filter((code) => found.has(code)));
    // Chosen afresh each time it opens, not while it is open.
  }, [open]);
  return (
    <DangerAct open={open} title={t('decide.need_more')} masked={theCase.msisdn_masked}
      consequence={t('decide.need_more_more')} button={t('decide.need_more')} isDanger={false}
      reason={false} isReady={codes.length > 0} isGone={isGone} onClose={onClose}
      act={() => decide({decision: 'need_more', defects: codes})}>
      <Answer of={asked} rows={3}>
        {() => (
          <fieldset className="choice">
            <legend>{t('decide.defects')}</legend>
            <Checkbox.Group className="column" value={codes} onChange={setCodes}
              options={defects.map(({code, text}) => ({value: code, label: say(text)}))} />
          </fieldset>)}
      </Answer>
      <Preview id={theCase.id} codes={codes} />
    </DangerAct>
  );
}

function Reject({theCase, open, isGone, decide, onClose}: Of) {
  const {t, say} = useWords();
  const asked = useCatalogue();
  const [code, setCode] = useState<string | null>(null);
  useEffect(() => setCode(null), [open]);
  return (
    <DangerAct open={open} title={t('decide.reject')} masked={theCase.msisdn_masked}
      consequence={t('decide.reject_more')} button={t('decide.reject')} reason={false}
      isReady={code !== null} isGone={isGone} onClose={onClose}
      act={() => decide({decision: 'reject', reason_code: code!})}>
      <Answer of={asked} rows={3}>
        {({reasons}) => (
          <fieldset className="choice">
            <legend>{t('decide.reasons')}</legend>
            <Radio.Group value={code} onChange={(event) => setCode(event.target.value)}
              options={reasons.map((one) => ({value: one.code, label: (
                <span>{say(one.text)}<span className="quiet remedy">{t('decide.remedy',
                  {remedy: say(one.remedy)})}</span></span>)}))} />
          </fieldset>)}
      </Answer>
    </DangerAct>
  );
}

function Approve({theCase, open, isGone, decide, onClose}: Of) {
  const {t} = useWords();
  const isLast = theCase.state === 'SECOND_APPROVAL' || !theCase.wants_second;
  return (
    <DangerAct open={open} title={t('decide.approve')} masked={theCase.msisdn_masked}
      consequence={t(isLast ? 'decide.approve_more' : 'decide.approve_second')}
      button={t('decide.approve')} isDanger={false} reason={false} isGone={isGone}
      onClose={onClose}
      act={() => decide({decision: 'approve'})} />
  );
}

// With words for whoever takes over: the fraud analyst, the second person.
function HandOn({theCase, open, isGone, decide, onClose, to}: Of & {to: 'fraud' | 'second'}) {
  const {t} = useWords();
  return (
    <DangerAct open={open} title={t(`decide.${to}`)} masked={theCase.msisdn_masked}
      consequence={t(`decide.${to}_more`)} button={t(`decide.${to}`)} isDanger={to === 'fraud'}
      isGone={isGone} onClose={onClose} act={(reason) => decide({decision: to, reason})} />
  );
}

function SendBack({theCase, open, isGone, decide, onClose}: Of) {
  const {t} = useWords();
  return (
    <DangerAct open={open} title={t('decide.send_back')} masked={theCase.msisdn_masked}
      consequence={t('decide.send_back_more')} button={t('decide.send_back')} isDanger={false}
      isGone={isGone} onClose={onClose} act={(reason) => decide({decision: 'need_more', reason})} />
  );
}

type Which = 'approve' | 'defects' | 'send_back' | 'reject' | 'fraud' | 'second';
const kKeys: Record<Which, string> = {
  approve: 'a', defects: 'd', send_back: 'b', reject: 'r', fraud: 'f', second: 's'};

function waysOf(theCase: Case): Which[] {
  if (!theCase.actions.includes('decide')) return [];
  return theCase.state === 'SECOND_APPROVAL' ? ['approve', 'send_back', 'reject', 'fraud']
    : theCase.state === 'UNDER_REVIEW' ? ['approve', 'defects', 'reject', 'fraud', 'second'] : [];
}

// Why there is nothing to decide here.
function Why({state}: {state: Case['state']}) {
  const {t} = useWords();
  return (
    <p className="note">
      {t(state === 'SECOND_APPROVAL' ? 'decide.same_person'
        : state === 'UNDER_REVIEW' ? 'decide.own_case' : 'decide.moved')}
    </p>
  );
}

export function Decisions({theCase, onDone}: {theCase: Case; onDone: () => void}) {
  const {t} = useWords();
  const {which, seen, ask} = useQuestion<Which>(theCase);
  const decide = useDecide(seen, onDone);
  const ways = waysOf(theCase);
  const label: Record<Which, string> = {approve: t('decide.approve'), defects: t('decide.need_more'),
    send_back: t('decide.send_back'), reject: t('decide.reject'), fraud: t('decide.fraud'),
    second: t('decide.second')};
  useKeys(Object.fromEntries(ways.map((way) => [kKeys[way],
    {label: label[way], act: () => ask(way)}])));

  // A question stays open when somebody else was first: it says so, and keeps what was
  // written.
  const of = (way: Which): Of => ({theCase: seen, open: which === way,
    isGone: !ways.includes(way), decide, onClose: () => ask(null)});
  const button = (way: Which): ReactNode => (
    <Button key={way} danger={way === 'reject' || way === 'fraud'} onClick={() => ask(way)}>
      {label[way]} <KeyHint of={kKeys[way]} />
    </Button>);
  return (
    <>
      {ways.length === 0 ? <Why state={theCase.state} /> : (
        <div className="decisions row" role="group" aria-label={t('decide.title')}>
          {ways.map(button)}
        </div>)}
      <Approve {...of('approve')} />
      <Defects {...of('defects')} />
      <SendBack {...of('send_back')} />
      <Reject {...of('reject')} />
      <HandOn {...of('fraud')} to="fraud" />
      <HandOn {...of('second')} to="second" />
    </>
  );
}
