// SPDX-License-Identifier: Apache-2.0
// What the person should know and say so.
import type {FormEvent} from 'react';

import {Button, ButtonLink, Ways} from '../../ui/Button';
import {Check} from '../../ui/Field';
import {Page} from '../Page';
import {useWords} from '../words';
import type {StepProps} from './Ending';
import {warningsOf} from './steps';

export function NotesStep({precheck, choices, change, onNext, backTo}: StepProps) {
  const {t, say} = useWords();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onNext();
  };
  const mark = (id: string, isRead: boolean) => {
    const others = choices.acknowledged.filter((one) => one !== id);
    change({acknowledged: isRead ? [...others, id] : others});
  };
  return (
    <Page title={t('notes.title')} lead={<p>{t('notes.lead')}</p>}>
      <form onSubmit={submit}>
        {warningsOf(precheck).map((one) => (
          <Check key={one.id} required checked={choices.acknowledged.includes(one.id)}
            onChange={(event) => mark(one.id, event.target.checked)}>
            {say(one.text)}
          </Check>
        ))}
        <Ways>
          <Button type="submit" look="go">{t('notes.go')}</Button>
          <ButtonLink to={backTo}>{t('page.back')}</ButtonLink>
        </Ways>
      </form>
    </Page>
  );
}
