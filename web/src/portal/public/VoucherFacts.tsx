// SPDX-License-Identifier: Apache-2.0
import type {Schemas} from '../../api/client';
import {day, moment} from '../../i18n/format';
import {Notice} from '../../ui/Notice';
import {Facts} from '../Page';
import {useWords} from '../words';

// What a voucher says, by the clocks of whoever gave it.
export function VoucherFacts({of: found}: {of: Schemas['VoucherStatus']}) {
  const {t, tag} = useWords();
  const at = (text: string | undefined) => text && moment(tag, found.time_zone, text);
  return (
    <section role="status">
      <Notice tone={found.status === 'valid' ? 'good' : 'danger'}>
        <p><strong>{t(`voucher.says_${found.status}`)}</strong></p>
        <p>{t(`voucher.kind_${found.kind}`)}</p>
      </Notice>
      <Facts rows={[
        [t('voucher.number'), found.number],
        [t('voucher.operator'), found.operator],
        [t('voucher.line'), found.msisdn_masked],
        [t('voucher.accepted'), at(found.accepted_at)],
        [t('voucher.barred'), at(found.barred_at)],
        [t('voucher.terminated'), at(found.terminated_at)],
        [t('voucher.rests'), found.quarantine_until &&
          day(tag, found.time_zone, found.quarantine_until)],
        [t('voucher.issued'), at(found.issued_at)],
      ]} />
    </section>
  );
}
