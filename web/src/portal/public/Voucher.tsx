// SPDX-License-Identifier: Apache-2.0
// Whoever holds a voucher may see whether it stands. The number is in the address, so that
// the answer can be sent on.
import {useQuery} from '@tanstack/react-query';
import {useState, type FormEvent} from 'react';
import {Link, useSearchParams} from 'react-router-dom';

import {answered} from '../../api/client';
import {Button, ButtonLink, Ways} from '../../ui/Button';
import {TextField} from '../../ui/Field';
import {api} from '../api';
import {Page} from '../Page';
import {Answer} from '../Problem';
import {useWords} from '../words';
import {VoucherFacts} from './VoucherFacts';

function Found({number}: {number: string}) {
  const found = useQuery({
    queryKey: ['voucher', number],
    queryFn: async () => answered(await api.client.GET('/api/v1/vouchers/{number}',
      {params: {path: {number}}})),
  });
  return <Answer of={found}>{(status) => <VoucherFacts of={status} />}</Answer>;
}

export default function Voucher() {
  const {t} = useWords();
  const [params, setParams] = useSearchParams();
  const asked = params.get('number') ?? '';
  const [text, setText] = useState(asked);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const number = text.trim().toUpperCase();
    if (number) setParams({number});
  };
  return (
    <Page title={t('voucher.title')} lead={<p>{t('voucher.lead')}</p>}>
      <form onSubmit={submit}>
        <TextField label={t('voucher.number')} required maxLength={64} autoComplete="off"
          spellCheck={false} autoCapitalize="characters" value={text}
          onChange={(event) => setText(event.target.value)} />
        <Ways>
          <Button type="submit" look="go">{t('voucher.go')}</Button>
          <ButtonLink to="/">{t('page.back')}</ButtonLink>
        </Ways>
      </form>
      {asked && <Found key={asked} number={asked} />}
      <p><Link to="/my/voucher/enquiry">{t('voucher.to_enquiry')}</Link></p>
    </Page>
  );
}
