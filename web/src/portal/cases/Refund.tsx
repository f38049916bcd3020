// SPDX-License-Identifier: Apache-2.0
// A refund that came back: what it was, where it shall go now, who asks, and what follows.
import {useState, type FormEvent} from 'react';
import {Navigate, useParams} from 'react-router-dom';

import type {Schemas} from '../../api/client';
import {Button, ButtonLink, Ways} from '../../ui/Button';
import {Choices, SelectField, TextField, type Option} from '../../ui/Field';
import {Notice} from '../../ui/Notice';
import {useCase, useLines, useSession, type Case, type Line} from '../data';
import {ProofForm} from '../ending/ProofForm';
import {useFormat} from '../format';
import {Facts, Page} from '../Page';
import {Answer, Problem} from '../Problem';
import {plainOf} from '../sign-in/number';
import {useArrival} from '../useArrival';
import {useWords, type WordKey} from '../words';
import {claimableOf} from './standing';
import {useGiving, type Wanted} from './useGiving';

type Back = Case['refunds'][number];

const kTo: Record<string, WordKey> = {source: 'refund.to_source', line: 'refund.to_line',
  bank: 'refund.to_bank', cash: 'refund.to_cash', donate: 'refund.to_donate'};
// Where money cannot be used any more.
const kGone: Line['state'][] = ['TERMINATED', 'PORTED_OUT', 'CLOSED'];
// What a bank's number looks like; whether it is one is for the server and the bank to say.
const kAccount = /^[0-9A-Z]{8,34}$/;

const bare = (text: string) => plainOf(text).replace(/\p{Pd}/gu, '').toUpperCase();

// Of the newest return; the steps of the case made the first one.
function cameBackAt(one: Case): string | undefined {
  return one.timeline.filter(({event}) => event === 'step.E11' || event === 'refund.returned')
    .at(-1)?.at;
}

const nameOf = (line: Line) => [line.msisdn_masked, line.nickname].filter(Boolean).join(' · ');

function useWhere(lines: Line[]) {
  const {t} = useWords();
  return ({target, account}: Wanted) => {
    if (target === 'bank') return `${t('refund.to_bank')} …${account.slice(-4)}`;
    const line = lines.find(({id}) => id === account);
    return line ? nameOf(line) : t('refund.to_line');
  };
}

function Question({lines, fault, isBusy, before, onGive, back}: {
  lines: Line[];
  fault: unknown;
  isBusy: boolean;
  // What was chosen, where one comes back to choose again.
  before: Wanted | null;
  onGive: (wanted: Wanted) => void;
  back: string;
}) {
  const {t} = useWords();
  const [target, setTarget] = useState<string>(before?.target ?? 'bank');
  const [account, setAccount] = useState(before?.target === 'bank' ? before.account : '');
  const [line, setLine] = useState(
    before?.target === 'line' ? before.account : lines[0]?.id ?? '');
  const [isWrong, setIsWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (target === 'line') return onGive({target: 'line', account: line});
    const text = bare(account);
    setIsWrong(!kAccount.test(text));
    if (kAccount.test(text)) onGive({target: 'bank', account: text});
  };
  const number = <TextField label={t('refund.account')} hint={t('refund.account_hint')} required
    wrong={isWrong ? t('refund.account_wrong') : undefined} value={account} maxLength={64}
    autoComplete="off" autoCapitalize="characters" spellCheck={false}
    onChange={(event) => setAccount(event.target.value)} />;
  const which = (
    <SelectField label={t('refund.line_which')} value={line}
      onChange={(event) => setLine(event.target.value)}>
      {lines.map((one) => <option key={one.id} value={one.id}>{nameOf(one)}</option>)}
    </SelectField>
  );
  const options: Option[] = [{value: 'bank', text: t('refund.bank'), more: number}];
  if (lines.length > 0) options.push({value: 'line', text: t('refund.line'), more: which});
  return (
    <form onSubmit={submit}>
      <Choices legend={t('refund.where')} value={target} onChoose={setTarget}
        options={options} />
      <p className="quiet">{t('refund.cash')}</p>
      <Problem fault={fault} />
      <Ways>
        <Button type="submit" look="go" isBusy={isBusy}>{t('refund.send')}</Button>
        <ButtonLink to={back}>{t('page.back')}</ButtonLink>
      </Ways>
    </form>
  );
}

interface Given {
  amount: Back['amount'];
  wanted: Wanted;
  after: Schemas['Refund'];
}

function Give({one, refund, lines, onDone}: {
  one: Case;
  refund: Back;
  lines: Line[];
  onDone: (given: Given) => void;
}) {
  const {t} = useWords();
  const format = useFormat();
  const where = useWhere(lines);
  const [last, setLast] = useState<Wanted | null>(null);
  const giving = useGiving(refund.id, (after, wanted) =>
    onDone({amount: refund.amount, wanted, after}));
  const {asked} = giving;
  const spot = useArrival<HTMLParagraphElement>(asked !== null);
  const cameBack = cameBackAt(one);
  const give = (wanted: Wanted) => {
    setLast(wanted);
    giving.give(wanted);
  };
  const isReminded = refund.state === 'AWAITING_NEW_ACCOUNT' || refund.state === 'RETURNED';
  return (
    <Page title={t('refund.title')} lead={<>
      <p>{t('refund.lead')}</p>
      {isReminded && <p>{t('refund.reminds')}</p>}
    </>}>
      <Facts rows={[
        [t('refund.amount'), format.money(refund.amount)],
        [t('refund.back_at'), cameBack && format.moment(cameBack)],
        [t('refund.was_to'), kTo[refund.target] &&
          `${t(kTo[refund.target]!)} ${refund.account_masked}`.trim()],
        [t('refund.goes_to'), asked && where(asked.wanted)],
      ]} />
      {giving.isSentAgain && <Notice role="status"><p>{t('code.sent_again')}</p></Notice>}
      {asked
        ? <>
            <p role="status" ref={spot} tabIndex={-1} className="arrival">{t('proof.needed')}</p>
            <ProofForm one={one} needs={asked.needs} fault={giving.fault}
              isBusy={giving.isBusy} goLabel={t('refund.prove')}
              onGive={(proofs) => giving.give(asked.wanted, proofs)}
              onAgain={() => giving.give(asked.wanted)}>
              <Button onClick={giving.chooseAgain}>{t('refund.again')}</Button>
            </ProofForm>
          </>
        : <Question lines={lines} fault={giving.fault} isBusy={giving.isBusy} before={last}
            onGive={give} back={`/my/cases/${one.id}`} />}
    </Page>
  );
}

function Done({one, given, lines}: {one: Case; given: Given; lines: Line[]}) {
  const {t} = useWords();
  const format = useFormat();
  const {amount, wanted, after} = given;
  const where = useWhere(lines);
  return (
    <Page title={t('refund.done_title')}>
      <Facts rows={[
        [t('refund.amount'), format.money(amount)],
        [t('refund.goes_to'), where(wanted)],
        [t('refund.goes_at'), after.due && format.moment(after.due)],
      ]} />
      <Notice tone="good">
        <p>{t(wanted.target === 'bank' ? 'refund.done_bank' : 'refund.done_line')}</p>
        <p>{t('refund.done_then')}</p>
      </Notice>
      <Ways><ButtonLink look="go" to={`/my/cases/${one.id}`}>{t('receipt.track')}</ButtonLink></Ways>
    </Page>
  );
}

// Nothing came back, or it went out again meanwhile.
function NothingWaits({one}: {one: Case}) {
  const {t} = useWords();
  const format = useFormat();
  return (
    <Page title={t('refund.none_title')} lead={<p>{t('refund.none')}</p>}>
      <Facts rows={one.refunds.map((refund) => [
        t('track.refund', {amount: format.money(refund.amount)}), t(`refund.${refund.state}`)])} />
      <Ways><ButtonLink look="go" to={`/my/cases/${one.id}`}>{t('receipt.track')}</ButtonLink></Ways>
    </Page>
  );
}

function Stages({one}: {one: Case}) {
  const lines = useLines();
  const [given, setGiven] = useState<Given | null>(null);
  // A customer's screen in a shop is of one line; the clerk sees to its money.
  const isCounter = Boolean(useSession().data?.line_id);
  const refund = claimableOf(one);
  if (isCounter) return <Navigate to={`/my/cases/${one.id}`} replace />;
  if (!given && !refund) return <NothingWaits one={one} />;
  return (
    <Answer of={lines} isPage>
      {(items) => {
        if (given) return <Done one={one} given={given} lines={items} />;
        const others = items.filter(({id, state}) =>
          id !== one.line_id && !kGone.includes(state));
        return refund && <Give one={one} refund={refund} lines={others} onDone={setGiven} />;
      }}
    </Answer>
  );
}

export default function Refund() {
  const one = useCase(useParams().id ?? '');
  return <Answer of={one} isPage>{(found) => <Stages one={found} />}</Answer>;
}
