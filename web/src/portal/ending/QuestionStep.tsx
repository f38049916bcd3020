// SPDX-License-Identifier: Apache-2.0
// One thing to settle: its options as the server offers them.
import type {FormEvent} from 'react';
import {useNavigate} from 'react-router-dom';

import {Button, ButtonLink, Ways} from '../../ui/Button';
import {Choices, SelectField, type Option} from '../../ui/Field';
import {useLines, type Obligation} from '../data';
import {useFormat} from '../format';
import {Page} from '../Page';
import {useWords} from '../words';
import {detailOf, optionOf} from './choices';
import type {StepProps} from './Ending';

type Offered = Obligation['options'][number];

// With these the line lives on, and nothing is asked for.
const kKeeps = ['keep_moving', 'finish_transfer', 'join'];

function Detail({obligation, option, choices, change}:
  Pick<StepProps, 'choices' | 'change'> & {obligation: Obligation; option: Offered}) {
  const {t, say} = useWords();
  const lines = useLines().data ?? [];
  const nameOf = (id: string) => {
    const line = lines.find((one) => one.id === id);
    return line ? [line.msisdn_masked, line.nickname].filter(Boolean).join(' · ')
      : t('question.other_line');
  };
  return (
    <SelectField label={t('question.which', {option: say(option.label)})}
      value={detailOf(choices, obligation, option.id)}
      onChange={(event) => change({details: {...choices.details,
        [`${obligation.id}/${option.id}`]: event.target.value}})}>
      {option.choices?.map((id) => <option key={id} value={id}>{nameOf(id)}</option>)}
    </SelectField>
  );
}

export function QuestionStep({obligation, line, choices, change, onNext, backTo}:
  StepProps & {obligation: Obligation}) {
  const {t, say} = useWords();
  const format = useFormat();
  const navigate = useNavigate();
  const value = optionOf(choices, obligation);
  const asOption = (option: Offered): Option => {
    const text = say(option.label);
    const cost = option.cost ? format.money(option.cost) : '';
    const isSaid = !cost || text.includes(cost);
    return {
      value: option.id, text,
      ...(isSaid ? {} : {aside: t('question.cost', {cost})}),
      ...(option.choices?.length
        ? {more: <Detail {...{obligation, option, choices, change}} />} : {}),
    };
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (kKeeps.includes(value))
      navigate(`/my/lines/${line.id}`, {state: {note: t('question.kept')}});
    else
      onNext();
  };
  return (
    <Page title={say(obligation.text)}>
      <form onSubmit={submit}>
        <Choices legend={say(obligation.text)} isLegendHidden value={value}
          options={obligation.options.map(asOption)}
          onChoose={(option) => change(
            {settlements: {...choices.settlements, [obligation.id]: option}})} />
        <Ways>
          <Button type="submit" look="go">{t('page.next')}</Button>
          <ButtonLink to={backTo}>{t('page.back')}</ButtonLink>
        </Ways>
      </form>
    </Page>
  );
}
