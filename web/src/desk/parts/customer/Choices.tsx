// SPDX-License-Identifier: Apache-2.0
// The free pre-check of a line and what the customer chooses: each thing to settle, the
// day, what he has been told. The same list as on his own page.
import {useQuery} from '@tanstack/react-query';
import {Alert, Button, Checkbox, Input, Radio, Select} from 'antd';
import {useState} from 'react';

import {answered, type Schemas} from '../../../api/client';
import {money} from '../../../i18n/format';
import {api, useNow, useZone, type Case} from '../../api';
import {useWords} from '../../words';
import {QuoteOf, Section} from '../case_sections';
import {civilDay, isCivilDay} from '../civil';
import {Answer} from '../Trouble';
import type {Customer} from './CustomerCard';

type Obligation = Schemas['Obligation'];
export interface Chosen {
  effective?: string;
  settlements: {obligation: string; option: string; detail?: string}[];
  acknowledgements: string[];
}

// That the line has a request is no news in that very request.
const kHasRequest = 'OB-06';

// The day as the case has it. One that is past by now has to be chosen anew.
function whenOf(held: Case | undefined, today: string): {kind: string; date: string} {
  if (!held) return {kind: 'now', date: ''};
  const isDate = isCivilDay(held.effective);
  return {kind: isDate ? 'date' : held.effective,
    date: isDate && held.effective >= today ? held.effective : ''};
}

// What the case does not say already: whatever else it holds stays as it is.
function newIn(chosen: Required<Chosen>, held: Case): Chosen {
  const isHeld = (one: Chosen['settlements'][number]) => held.settlements.some((old) =>
    old.obligation === one.obligation && old.option === one.option
      && (one.detail === undefined || old.detail === one.detail));
  const {effective} = chosen;
  return {
    ...(held.state === 'DRAFT' && effective !== held.effective ? {effective} : {}),
    settlements: chosen.settlements.filter((one) => !isHeld(one)),
    acknowledgements: chosen.acknowledgements.filter((id) =>
      !held.acknowledgements.includes(id)),
  };
}

// The day, as the server wants to hear it; null: no day was given.
function effectiveOf(kind: string, date: string): string | null {
  return kind !== 'date' ? kind : isCivilDay(date) ? date : null;
}

function usePrecheck(lineId: string, effective: string) {
  return useQuery({
    queryKey: ['precheck', lineId, effective],
    queryFn: async () => answered(await api.client.GET('/api/v1/lines/{id}/precheck',
      {params: {path: {id: lineId}, query: {effective}}})),
    placeholderData: (before) => before,
  });
}

function When({kind, date, today, onKind, onDate}: {
  kind: string; date: string; today: string;
  onKind: (kind: string) => void; onDate: (date: string) => void;
}) {
  const {t} = useWords();
  return (
    <fieldset className="choice">
      <legend>{t('choices.when')}</legend>
      <Radio.Group value={kind} onChange={(event) => onKind(event.target.value)} options={[
        {value: 'now', label: t('case.effective_now')},
        {value: 'cycle_end', label: t('case.effective_cycle_end')},
        {value: 'date', label: t('choices.date')}]} />
      {kind === 'date' ? (
        <Input type="date" className="date" aria-label={t('choices.date')} value={date}
          min={today} onChange={(event) => onDate(event.target.value)} />
      ) : null}
    </fieldset>
  );
}

function Choice({item, customer, option, detail, onOption, onDetail}: {
  item: Obligation; customer: Customer; option: string; detail: string;
  onOption: (option: string) => void; onDetail: (detail: string) => void;
}) {
  const {t, tag, say} = useWords();
  const details = item.options.find(({id}) => id === option)?.choices ?? [];
  const named = (one: Obligation['options'][number]) => {
    const label = say(one.label);
    const cost = one.cost ? money(tag, one.cost) : '';
    return cost && !label.includes(cost) ? `${label} (${cost})` : label;
  };
  const lineOf = (id: string) => customer.lines.find((line) => line.id === id)?.msisdn_masked ?? id;
  return (
    <fieldset className="choice">
      <legend>{say(item.text)}</legend>
      <Radio.Group value={option} onChange={(event) => onOption(event.target.value)}
        options={item.options.map((one) => ({value: one.id, label: named(one)}))} />
      {details.length > 0 ? (
        <Select className="filter" aria-label={t('choices.which_line')} value={detail || undefined}
          placeholder={t('choices.which_line')} onChange={onDetail}
          options={details.map((id) => ({value: id, label: lineOf(id)}))} />
      ) : null}
    </fieldset>
  );
}

// What is chosen on the page: what was touched, else what the case holds, else the rules'.
function useChosen(held: Case | undefined) {
  const [options, setOptions] = useState<Record<string, string>>({});
  const [details, setDetails] = useState<Record<string, string>>({});
  const [read, setRead] = useState<Record<string, boolean>>({});
  const heldFor = (one: Obligation) =>
    held?.settlements.find(({obligation}) => obligation === one.id);
  const optionOf = (one: Obligation) => {
    const before = heldFor(one)?.option;
    return options[one.id]
      ?? (one.options.some(({id}) => id === before) ? before : one.default) ?? '';
  };
  const linesFor = (one: Obligation) =>
    one.options.find(({id}) => id === optionOf(one))?.choices ?? [];
  const detailOf = (one: Obligation) => {
    const before = heldFor(one);
    const kept = before?.option === optionOf(one) ? before.detail : undefined;
    return details[`${one.id}/${optionOf(one)}`]
      ?? (kept && linesFor(one).includes(kept) ? kept : '');
  };
  return {
    optionOf, linesFor, detailOf,
    isRead: (id: string) => read[id] ?? held?.acknowledgements.includes(id) ?? false,
    choose: (one: Obligation, option: string) => setOptions({...options, [one.id]: option}),
    name: (one: Obligation, detail: string) =>
      setDetails({...details, [`${one.id}/${optionOf(one)}`]: detail}),
    tell: (id: string, isTold: boolean) => setRead({...read, [id]: isTold}),
  };
}

type OnPage = ReturnType<typeof useChosen>;

// As the server wants to hear it; null: something is missing.
function wholeOf(obligations: Obligation[], page: OnPage, effective: string | null) {
  const open = obligations.filter((one) => one.options.length > 0);
  const warnings = obligations.filter((one) => one.class === 'warning').map(({id}) => id);
  const settlements = open.flatMap((one) => {
    const option = page.optionOf(one);
    if (!option) return [];
    return [{obligation: one.id, option,
      ...(page.linesFor(one).length > 0 ? {detail: page.detailOf(one)} : {})}];
  });
  const isWhole = settlements.every((one) => one.detail !== '')
    && open.filter((one) => one.class === 'settle').every((one) => page.optionOf(one))
    && warnings.every(page.isRead);
  return effective !== null && isWhole
    ? {effective, settlements, acknowledgements: warnings} : null;
}

// `button` says what happens with the choices; `onChosen` does it. `held`: the case whose
// choices are changed; only what is new goes on then.
export function Choices({lineId, customer, button, onChosen, isBusy, held, isAloud = false}: {
  lineId: string; customer: Customer; button: string;
  onChosen: (chosen: Chosen) => void; isBusy: boolean; held?: Case; isAloud?: boolean;
}) {
  const {t, say} = useWords();
  const today = civilDay(useZone(), useNow());
  const [when, setWhen] = useState<{kind: string; date: string} | null>(null);
  const page = useChosen(held);
  const [isTried, setTried] = useState(false);
  const {kind, date} = when ?? whenOf(held, today);
  const effective = effectiveOf(kind, date);
  // Only a draft can still be given another day.
  const asksWhen = !held || held.state === 'DRAFT';
  const asked = usePrecheck(lineId, effective ?? 'now');
  // The figures on the page are those of the day chosen before.
  const isOld = asked.isPlaceholderData;

  const choose = (obligations: Obligation[]) => {
    const whole = wholeOf(obligations, page, asksWhen ? effective : '');
    setTried(!whole);
    if (whole) onChosen(held ? newIn(whole, held) : whole);
  };

  return (
    <Answer of={asked} rows={6}>
      {({obligations: all, quote, alternatives}) => {
        const obligations = held ? all.filter(({id}) => id !== kHasRequest) : all;
        const of = (kinds: Obligation['class'][]) =>
          obligations.filter((one) => kinds.includes(one.class));
        const blocked = of(['blocker']);
        return (
          <div className="choices">
            {blocked.map((one) => (
              one.options.length > 0 ? null
                : <Alert key={one.id} type="warning" showIcon message={say(one.text)} />))}
            {isAloud ? <p className="quiet">{t('choices.aloud')}</p> : null}
            {asksWhen ? (
              <When kind={kind} date={date} today={today}
                onKind={(other) => setWhen({kind: other, date})}
                onDate={(other) => setWhen({kind, date: other})} />
            ) : null}
            {of(['blocker', 'settle']).filter((one) => one.options.length > 0).map((one) => (
              <Choice key={one.id} item={one} customer={customer}
                option={page.optionOf(one)} detail={page.detailOf(one)}
                onOption={(option) => page.choose(one, option)}
                onDetail={(detail) => page.name(one, detail)} />))}
            {of(['warning']).length > 0 ? (
              <fieldset className="choice">
                <legend>{t('choices.told')}</legend>
                {of(['warning']).map((one) => (
                  <Checkbox key={one.id} checked={page.isRead(one.id)}
                    onChange={(event) => page.tell(one.id, event.target.checked)}>
                    {say(one.text)}
                  </Checkbox>))}
              </fieldset>
            ) : null}
            {of(['info']).length > 0 ? (
              <Section title={t('choices.info')}>
                <ul>{of(['info']).map((one) => <li key={one.id}>{say(one.text)}</li>)}</ul>
              </Section>
            ) : null}
            {isAloud || alternatives.length === 0 ? null : (
              <Section title={t('choices.alternatives')}>
                <ul>{alternatives.map((one) => <li key={one.id}>{say(one.text)}</li>)}</ul>
              </Section>
            )}
            <QuoteOf quote={quote} zone="UTC" title={t('choices.costs')} />
            <p role="status" className={isOld ? 'quiet' : 'visually-hidden'}>
              {isOld ? t('choices.counting') : ''}
            </p>
            {isTried ? <p className="wrong" role="alert">{t('choices.missing')}</p> : null}
            <Button type="primary" disabled={isOld} loading={isBusy}
              onClick={() => choose(obligations)}>{button}</Button>
          </div>
        );
      }}
    </Answer>
  );
}
