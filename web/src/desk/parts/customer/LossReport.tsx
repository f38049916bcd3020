// SPDX-License-Identifier: Apache-2.0
// Bars a lost line for the customer, on his number and identity number. The answer is the
// same whether they fit or not, so that nobody can learn from it whose number it is.
import {useQueryClient} from '@tanstack/react-query';
import {Form, Input} from 'antd';
import {useState} from 'react';

import {api, useAbout} from '../../api';
import {useWords} from '../../words';
import {DangerAct} from '../DangerAct';
import {e164} from './number';

export function LossReport({open, masked, known, onClose, onDone}: {
  open: boolean; masked: string; known: string | null; onClose: () => void; onDone: () => void;
}) {
  const {t} = useWords();
  const queries = useQueryClient();
  const callingCode = useAbout().data?.calling_code ?? '86';
  const [number, setNumber] = useState('');
  const [idNumber, setIdNumber] = useState('');
  const msisdn = known ?? e164(number, callingCode);
  const report = async () => {
    await api.client.POST('/api/v1/loss-reports',
      {body: {msisdn: msisdn!, id_number: idNumber.trim()}});
    void queries.invalidateQueries({queryKey: ['customer']});
    onDone();
  };
  const close = () => {
    setNumber('');
    setIdNumber('');
    onClose();
  };
  return (
    <DangerAct open={open} title={t('loss.title')} masked={masked} consequence={t('loss.more')}
      button={t('loss.act')} reason={false} isReady={msisdn !== null && idNumber.trim() !== ''}
      act={report} onClose={close}>
      {known ? null : (
        <Form.Item label={t('loss.number')} htmlFor="loss-number" required>
          <Input id="loss-number" inputMode="tel" autoComplete="off" maxLength={24} value={number}
            onChange={(event) => setNumber(event.target.value)} />
        </Form.Item>
      )}
      <Form.Item label={t('loss.id_number')} htmlFor="loss-id" required extra={t('loss.id_more')}>
        <Input id="loss-id" autoComplete="off" maxLength={64} value={idNumber}
          onChange={(event) => setIdNumber(event.target.value)} />
      </Form.Item>
    </DangerAct>
  );
}
