// SPDX-License-Identifier: Apache-2.0
import {useMutation} from '@tanstack/react-query';
import {useState, type FormEvent} from 'react';
import {useNavigate, useParams} from 'react-router-dom';

import {Button, ButtonLink, Ways} from '../../ui/Button';
import {Choices, TextField} from '../../ui/Field';
import {api, queries} from '../api';
import {useAbout, useLine, type Line} from '../data';
import {civilDate, useFormat} from '../format';
import {Page} from '../Page';
import {Answer, Problem} from '../Problem';
import {useWords} from '../words';

const kDays = 30;  // What a pause is proposed to last, where it has an end.

function Question({line}: {line: Line}) {
  const {t} = useWords();
  const format = useFormat();
  const {zone} = format;
  const about = useAbout();
  const navigate = useNavigate();
  const now = about ? new Date(about.now) : new Date();
  const [how, setHow] = useState('open');
  const {pause} = line;
  const first = pause?.first_day ?? civilDate(zone, now, 1);
  const [until, setUntil] = useState(() => {
    const proposed = civilDate(zone, now, kDays);
    return proposed < first ? first : proposed;
  });
  const pausing = useMutation({
    mutationFn: () => api.client.POST('/api/v1/lines/{id}/suspension', {
      params: {path: {id: line.id}},
      body: how === 'day' ? {until} : {},
    }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      navigate(`/my/lines/${line.id}`, {replace: true,
        state: {note: t('pause.done', {number: line.msisdn_masked})}});
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    pausing.mutate();
  };
  const day = <TextField type="date" label={t('pause.day')} required min={first} value={until}
    hint={pause && t('pause.day_hint', {day: format.day(first), n: pause.notice_days})}
    onChange={(event) => setUntil(event.target.value)} />;
  return (
    <Page title={t('pause.title', {number: line.msisdn_masked})}
      lead={<>
        <p>{t('pause.means')}</p>
        {pause && <p>{t('pause.fee', {fee: format.money(pause.monthly_fee)})}</p>}
      </>}>
      <form onSubmit={submit}>
        <Choices legend={t('pause.until')} value={how} onChoose={setHow} options={[
          {value: 'open', text: t('pause.open')},
          {value: 'day', text: t('pause.until_day'), more: day},
        ]} />
        <Problem fault={pausing.error} />
        <Ways>
          <Button type="submit" look="go" isBusy={pausing.isPending}>{t('pause.go')}</Button>
          <ButtonLink to={`/my/lines/${line.id}`}>{t('page.back')}</ButtonLink>
        </Ways>
      </form>
    </Page>
  );
}

export default function Pause() {
  const line = useLine(useParams().id ?? '');
  return <Answer of={line} isPage>{(found) => <Question line={found} />}</Answer>;
}
