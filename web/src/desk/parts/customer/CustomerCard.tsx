// SPDX-License-Identifier: Apache-2.0
// Whose line it is, masked, and his lines; for the counter and the hotline.
import {useQuery} from '@tanstack/react-query';

import {answered, type Schemas} from '../../../api/client';
import {money} from '../../../i18n/format';
import {kLineStates} from '../../../i18n/states';
import {StateBadge} from '../../../ui/StateBadge';
import {api} from '../../api';
import {useWords} from '../../words';
import {Masked} from '../Masked';

export type Customer = Schemas['Customer'];

export function useCustomer(lineId: string | null) {
  return useQuery({
    queryKey: ['customer', lineId],
    queryFn: async () => answered(await api.client.GET('/api/v1/lines/{id}/customer',
      {params: {path: {id: lineId!}}})),
    enabled: lineId !== null,
    refetchInterval: 5_000,
  });
}

export function CustomerCard({customer, lineId, onLine}: {
  customer: Customer; lineId: string; onLine: (line: Schemas['Line']) => void;
}) {
  const {t, tag, language} = useWords();
  const caseId = customer.lines.find(({id}) => id === lineId)?.open_case_id;
  const masked = {lineId, caseId};
  return (
    <section className="panel customer" aria-labelledby="customer-title">
      <h2 id="customer-title">{t('customer.title')}</h2>
      {customer.is_senior ? <p className="note">{t('customer.senior')}</p> : null}
      <dl className="facts">
        <div><dt>{t('customer.name')}</dt>
          <dd><Masked text={customer.name_masked} field="name" {...masked} /></dd></div>
        <div><dt>{t('customer.id_number')}</dt>
          <dd><Masked text={customer.id_number_masked} field="id_number" {...masked} /></dd></div>
        <div><dt>{t('customer.email')}</dt><dd>{customer.email_masked || t('desk.none')}</dd></div>
        <div><dt>{t('customer.other')}</dt>
          <dd className="tabular">{customer.other_msisdn_masked || t('desk.none')}</dd></div>
        <div><dt>{t('customer.language')}</dt>
          <dd>{t(`customer.language_${customer.language}`)}</dd></div>
      </dl>
      <h3>{t('customer.lines')}</h3>
      <ul className="lines">
        {customer.lines.map((line) => (
          <li key={line.id}>
            <button type="button" aria-current={line.id === lineId ? 'true' : undefined}
              onClick={() => onLine(line)}>
              <span className="tabular">{line.msisdn_masked}</span>
              <StateBadge words={kLineStates[line.state]} language={language} />
              <span className="quiet">{line.plan} · {t('customer.monthly',
                {fee: money(tag, line.monthly_fee)})}</span>
              {line.main_line_id ? <span className="quiet">{t('customer.sub_line')}</span> : null}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
