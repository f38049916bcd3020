// SPDX-License-Identifier: Apache-2.0
import {useMutation} from '@tanstack/react-query';
import type {FormEvent} from 'react';
import {useNavigate} from 'react-router-dom';

import {Button, ButtonLink, Ways} from '../../ui/Button';
import {Choices, TextArea, TextField} from '../../ui/Field';
import {queries} from '../api';
import {useAbout} from '../data';
import {civilDate, useFormat} from '../format';
import {Page} from '../Page';
import {Problem} from '../Problem';
import {useWords} from '../words';
import type {StepProps} from './Ending';
import {request} from './request';

const kReasonMax = 500;

export function WhenStep({line, precheck, open, choices, change, backTo}: StepProps) {
  const {t} = useWords();
  const {zone} = useFormat();
  const about = useAbout();
  const navigate = useNavigate();
  const today = civilDate(zone, about ? new Date(about.now) : new Date(), 0);
  const asking = useMutation({
    mutationFn: () => request(line, open, choices, precheck.obligations),
    onSuccess: async (one) => {
      queries.setQueryData(['case', one.id], one);
      await queries.invalidateQueries({predicate: ({queryKey}) =>
        ['lines', 'line', 'cases'].includes(String(queryKey[0]))});
      navigate(one.state === 'DRAFT' ? `/my/cases/${one.id}/quote` : `/my/cases/${one.id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate();
  };
  const date = <TextField type="date" label={t('when.date')} required min={today}
    value={choices.date} onChange={(event) => change({date: event.target.value})} />;
  return (
    <Page title={t('when.title')} lead={<p>{t('when.lead')}</p>}>
      <form onSubmit={submit}>
        <Choices legend={t('when.title')} isLegendHidden value={choices.effective}
          onChoose={(effective) => change({effective: effective as typeof choices.effective})}
          options={[
            {value: 'now', text: t('when.now')},
            {value: 'cycle_end', text: t('when.cycle_end')},
            {value: 'date', text: t('when.on_date'), more: date},
          ]} />
        {!open && (
          <details>
            <summary>{t('when.reason_why')}</summary>
            <TextArea label={t('when.reason')} maxLength={kReasonMax} value={choices.reason}
              onChange={(event) => change({reason: event.target.value})} />
          </details>
        )}
        <Problem fault={asking.error} />
        <Ways>
          <Button type="submit" look="go" isBusy={asking.isPending}>{t('when.go')}</Button>
          <ButtonLink to={backTo}>{t('page.back')}</ButtonLink>
        </Ways>
      </form>
    </Page>
  );
}
