// SPDX-License-Identifier: Apache-2.0
import type {FormEvent} from 'react';

import {Button, ButtonLink, Ways} from '../../ui/Button';
import {Check} from '../../ui/Field';
import {BindingsList} from '../lines/BindingsList';
import {Page} from '../Page';
import {useWords} from '../words';
import type {StepProps} from './Ending';
import {kBindings} from './steps';

export function ServicesStep({line, precheck, choices, change, onNext, backTo}: StepProps) {
  const {t} = useWords();
  const isWarned = precheck.obligations.some((one) => one.id === kBindings);
  const others = choices.acknowledged.filter((id) => id !== kBindings);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onNext();
  };
  return (
    <Page title={t('services.title')} lead={<p>{t('services.lead')}</p>}>
      <form onSubmit={submit}>
        <BindingsList lineId={line.id} />
        {isWarned && (
          <Check required checked={choices.acknowledged.includes(kBindings)}
            onChange={(event) => change(
              {acknowledged: event.target.checked ? [...others, kBindings] : others})}>
            {t('services.know')}
          </Check>
        )}
        <Ways>
          <Button type="submit" look="go">{t('page.next')}</Button>
          <ButtonLink to={backTo}>{t('page.back')}</ButtonLink>
        </Ways>
      </form>
    </Page>
  );
}
