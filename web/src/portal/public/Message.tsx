// SPDX-License-Identifier: Apache-2.0
// Whether a message that somebody got is ours.
import {useMutation} from '@tanstack/react-query';
import {useState, type FormEvent} from 'react';
import {Link} from 'react-router-dom';

import {answered, type Schemas} from '../../api/client';
import {Button, ButtonLink, Ways} from '../../ui/Button';
import {TextArea} from '../../ui/Field';
import {Notice, type NoticeTone} from '../../ui/Notice';
import {api} from '../api';
import {useFormat} from '../format';
import {Page} from '../Page';
import {Problem} from '../Problem';
import {useWords} from '../words';

type Verdict = Schemas['MessageVerdict'];

const kTextMax = 1000;
const kTones: Record<Verdict['verdict'], NoticeTone> = {
  genuine: 'good', worded_like_ours: 'warn', not_ours: 'danger'};

function Found({verdict}: {verdict: Verdict}) {
  const {t, say} = useWords();
  const format = useFormat();
  return (
    <Notice tone={kTones[verdict.verdict]} role="status">
      <p><strong>{t(`message.${verdict.verdict}`)}</strong></p>
      {verdict.sent_at && <p>{t('message.sent_at', {at: format.moment(verdict.sent_at)})}</p>}
      {verdict.reasons.map((reason) => <p key={reason.en}>{say(reason)}</p>)}
      {verdict.verdict !== 'genuine' && <p><Link to="/my/not-me">{t('task.not_me')}</Link></p>}
    </Notice>
  );
}

export default function Message() {
  const {t} = useWords();
  const [text, setText] = useState('');
  const checking = useMutation({
    mutationFn: async () => answered(await api.client.POST('/api/v1/message-checks',
      {body: {text: text.trim()}})),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) checking.mutate();
  };
  return (
    <Page title={t('message.title')} lead={<p>{t('message.lead')}</p>}>
      <form onSubmit={submit}>
        <TextArea label={t('message.text')} required maxLength={kTextMax} value={text}
          hint={t('message.kept')} onChange={(event) => {
            setText(event.target.value);
            checking.reset();
          }} />
        <Problem fault={checking.error} />
        {checking.data && <Found verdict={checking.data} />}
        <Ways>
          <Button type="submit" look="go" isBusy={checking.isPending}>{t('message.go')}</Button>
          <ButtonLink to="/">{t('page.back')}</ButtonLink>
        </Ways>
      </form>
    </Page>
  );
}
