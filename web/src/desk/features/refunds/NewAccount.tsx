// SPDX-License-Identifier: Apache-2.0
// Another account for a refund that the bank sent back: where to, what follows, what the
// owner is told, and how he gave it.
import {useQueryClient} from '@tanstack/react-query';
import {App, Form, Input, Radio} from 'antd';
import {useEffect, useState} from 'react';

import {answered, type Schemas} from '../../../api/client';
import {money} from '../../../i18n/format';
import {api} from '../../api';
import {DangerAct} from '../../parts/DangerAct';
import {useWords, type Key} from '../../words';

type Refund = Schemas['Refund'];
type Target = Schemas['RefundAccount']['target'];

// Cash is paid by a clerk, to the owner himself.
type Elsewhere = Exclude<Target, 'cash'>;
const kTargets: readonly Elsewhere[] = ['bank', 'line'];
const kSpaces = /[\s-]/g;

// What is wrong with the account as typed; the server looks again.
function defectOf(target: Elsewhere, account: string): Key | null {
  const bare = account.replace(kSpaces, '');
  if (bare === '') return 'refunds.account.needed';
  if (target === 'bank' && !/^[0-9A-Za-z]{8,34}$/.test(bare)) return 'refunds.account.digits';
  if (target === 'line' && !/^\+?\d{5,15}$/.test(bare)) return 'refunds.account.msisdn';
  return null;
}

export function NewAccount({refund, onClose}: {refund: Refund | null; onClose: () => void}) {
  const {t, tag} = useWords();
  const {message} = App.useApp();
  const queries = useQueryClient();
  const [target, setTarget] = useState<Elsewhere>('bank');
  const [account, setAccount] = useState('');
  const [isTouched, setTouched] = useState(false);
  const id = refund?.id ?? '';
  useEffect(() => {
    setTarget('bank');
    setAccount('');
    setTouched(false);
  }, [id]);
  const defect = defectOf(target, account);
  const shown = isTouched ? defect : null;
  const number = refund?.msisdn_masked ?? '';

  const give = async (reason: string) => {
    answered(await api.client.POST('/api/v1/refunds/{id}/account', {
      params: {path: {id}},
      body: {target, account: account.replace(kSpaces, ''), reason},
    }));
    await queries.invalidateQueries({queryKey: ['refunds']});
    void message.success(t('refunds.account.done'));
  };
  return (
    <DangerAct open={refund !== null} title={t('refunds.account.of', {number})} masked={number}
      consequence={(
        <>
          {refund ? <p>{t('refunds.account.amount')} <strong className="money">
            {money(tag, refund.amount)}</strong></p> : null}
          <p>{t('refunds.account.consequence')}</p>
          <p>{t('refunds.account.told')}</p>
        </>
      )}
      button={t('refunds.account')} isDanger={false} isReady={defect === null} act={give}
      onClose={onClose}>
      <Form.Item label={<span id="refund-kind">{t('refunds.account.kind')}</span>}>
        <Radio.Group aria-labelledby="refund-kind" value={target}
          onChange={(change) => setTarget(change.target.value as Elsewhere)}
          options={kTargets.map((value) => ({value, label: t(`refunds.target.${value}`)}))} />
      </Form.Item>
      <Form.Item label={t(`refunds.account.${target}`)} htmlFor="refund-account" required
        extra={t(`refunds.account.${target}.hint`)} validateStatus={shown ? 'error' : ''}
        help={shown ? <span role="alert">{t(shown)}</span> : undefined}>
        <Input id="refund-account" value={account} maxLength={64} autoComplete="off"
          aria-required aria-invalid={shown !== null}
          onChange={(change) => setAccount(change.target.value)}
          onBlur={() => setTouched(account !== '')} />
      </Form.Item>
    </DangerAct>
  );
}
