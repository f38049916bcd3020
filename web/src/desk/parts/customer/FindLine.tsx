// SPDX-License-Identifier: Apache-2.0
// Finds a line by its number (and, where asked, a case by its number). The number stays
// out of the address: only the id of what was found goes there.
import {useMutation} from '@tanstack/react-query';
import {Button, Input} from 'antd';
import {useState} from 'react';

import {answered, Refusal} from '../../../api/client';
import {api, useAbout} from '../../api';
import {useWords} from '../../words';
import {Trouble} from '../Trouble';
import {caseNumber, e164} from './number';

export interface Found {
  lineId: string;
  caseId: string | null;
  msisdn: string | null;
}

async function findNumber(msisdn: string): Promise<Found> {
  const {items} = answered(await api.client.GET('/api/v1/lines', {params: {query: {msisdn}}}));
  const line = items[0];
  if (!line) throw new Refusal(404, 'line.unknown', '', {}, null, '');
  return {lineId: line.id, caseId: line.open_case_id ?? null, msisdn};
}

async function findCase(number: string): Promise<Found> {
  const found = answered(
    await api.client.GET('/api/v1/cases/{id}', {params: {path: {id: number}}}));
  return {lineId: found.line_id, caseId: found.id, msisdn: null};
}

export function FindLine({onFound, byCase = false}: {
  onFound: (found: Found) => void; byCase?: boolean;
}) {
  const {t} = useWords();
  const callingCode = useAbout().data?.calling_code ?? '86';
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const finding = useMutation({
    mutationFn: async (text: string) => {
      const number = byCase ? caseNumber(text) : null;
      if (number) return findCase(number);
      return findNumber(e164(text, callingCode)!);
    },
    onSuccess: (found) => {
      setTyped('');
      onFound(found);
    },
  });
  const find = () => {
    const isRight = e164(typed, callingCode) !== null || (byCase && caseNumber(typed) !== null);
    setWrong(isRight ? null : t(byCase ? 'find.wrong_either' : 'find.wrong'));
    if (isRight) finding.mutate(typed);
  };
  const isUnknown = finding.error instanceof Refusal && finding.error.status === 404;
  return (
    <form className="find" role="search" onSubmit={(event) => { event.preventDefault(); find(); }}>
      <label htmlFor="find-line">{t(byCase ? 'find.either' : 'find.number')}</label>
      <div className="find-row">
        <Input id="find-line" size="large" value={typed} inputMode={byCase ? 'text' : 'tel'}
          autoComplete="off" maxLength={24} allowClear
          aria-invalid={wrong !== null} aria-describedby={wrong ? 'find-wrong' : undefined}
          onChange={(event) => { setTyped(event.target.value); setWrong(null); }} />
        <Button size="large" type="primary" htmlType="submit" loading={finding.isPending}>
          {t('find.act')}
        </Button>
      </div>
      {wrong ? <p id="find-wrong" className="wrong" role="alert">{wrong}</p> : null}
      {isUnknown ? <p className="wrong" role="alert">{t('find.unknown')}</p>
        : <Trouble error={finding.error} />}
    </form>
  );
}
