// SPDX-License-Identifier: Apache-2.0
// The free pre-check of a line and what the customer chooses: each thing to settle, the
// day, what he has been told. The same list as on his own page.
import {useQuery} from '@tanstack/react-query';
import {Alert, Button, Checkbox, Input, Radio, Select} from 'antd';
import {useState} from 'react';

import {answered, type Schemas} from '../../../api/client';
import {money} from '../../../i18n/format';
import {api, useNow, useZone} from '../../api';
import {useWords} from '../../words';
import {QuoteOf, Section} from '../case_sections';
import {civilDay, isCivilDay} from '../civil';
import {Answer} from '../Trouble';
import type {Customer} from './CustomerCard';

type Obligation = Schemas['Obligation'];
export interface Chosen {
  effective: string;
  settlements: {obligation: string; option: string; detail?: string}[];
  acknowledgements: string[];
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

function When({kind, date, onKind, onDate}: {
  kind: string; date: string; onKind: (kind: string) => void; onDate: (date: string) => void;
}) {
  const {t} = useWords();
  const today = civilDay(useZone(), useNow());
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

// `button` says what happens with the choices; `onChosen` does it.
export function Choices({lineId, customer, button, onChosen, isBusy, isAloud = false}: {
  lineId: string; customer: Customer; button: string;
  onChosen: (chosen: Chosen) => void; isBusy: boolean; isAloud?: boolean;
}) {
  const {t, say} = useWords();
  const [kind, setKind] = useState('now');
  const [date, setDate] = useState('');
  const [options, setOptions] = useState<Record<string, string>>({});
  const [details, setDetails] = useState<Record<string, string>>({});
  const [read, setRead] = useState<Record<string, boolean>>({});
  const [isTried, setTried] = useState(false);
  const effective = effectiveOf(kind, date);
  const asked = usePrecheck(lineId, effective ?? 'now');
  // The figures on the page are those of the day chosen before.
  const isOld = asked.isPlaceholderData;

  const choose = (obligations: Obligation[]) => {
    const open = obligations.filter((one) => one.options.length > 0);
    const chosen = open.flatMap((one) => {
      const option = options[one.id] ?? one.default ?? '';
      if (!option) return [];
      const needs = one.options.find(({id}) => id === option)?.choices?.length ?? 0;
      return [{obligation: one.id, option,
        ...(needs > 0 ? {detail: details[one.id] ?? ''} : {})}];
    });
    const isWhole = effective !== null && chosen.every((one) => one.detail !== '')
      && open.filter((one) => one.class === 'settle').every((one) =>
        chosen.some(({obligation}) => obligation === one.id))
      && obligations.filter((one) => one.class === 'warning').every(({id}) => read[id]);
    setTried(!isWhole);
    if (isWhole)
      onChosen({effective: effective!, settlements: chosen,
        acknowledgements: Object.keys(read).filter((id) => read[id])});
  };

  return (
    <Answer of={asked} rows={6}>
      {({obligations, quote, alternatives}) => {
        const of = (kinds: Obligation['class'][]) =>
          obligations.filter((one) => kinds.includes(one.class));
        const blocked = of(['blocker']);
        return (
          <div className="choices">
            {blocked.map((one) => (
              one.options.length > 0 ? null
                : <Alert key={one.id} type="warning" showIcon message={say(one.text)} />))}
            {isAloud ? <p className="quiet">{t('choices.aloud')}</p> : null}
            <When kind={kind} date={date} onKind={setKind} onDate={setDate} />
            {of(['blocker', 'settle']).filter((one) => one.options.length > 0).map((one) => (
              <Choice key={one.id} item={one} customer={customer}
                option={options[one.id] ?? one.default ?? ''} detail={details[one.id] ?? ''}
                onOption={(option) => setOptions({...options, [one.id]: option})}
                onDetail={(detail) => setDetails({...details, [one.id]: detail})} />))}
            {of(['warning']).length > 0 ? (
              <fieldset className="choice">
                <legend>{t('choices.told')}</legend>
                {of(['warning']).map((one) => (
                  <Checkbox key={one.id} checked={read[one.id] ?? false}
                    onChange={(event) => setRead({...read, [one.id]: event.target.checked})}>
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
            <QuoteOf quote={quote} zone="UTC" />
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
