// SPDX-License-Identifier: Apache-2.0
// A personal text, masked. Who may see it in full says why; that is logged, and after a
// minute it is masked again. Which role may see what mirrors the server's table; most need
// the case that they look for.
//   <Masked text={line.msisdn_masked} field="msisdn" lineId={line.id} caseId={theCase.id} />
import {Button} from 'antd';
import {useEffect, useState} from 'react';

import {answered} from '../../api/client';
import {api} from '../api';
import {useCaller, type Caller} from '../session';
import {useWords} from '../words';
import {DangerAct} from './DangerAct';

export type MaskedField =
  'msisdn' | 'name' | 'id_number' | 'email' | 'other_msisdn' | 'refund_account';
const kShownMs = 60_000;
const kReasonMin = 5;  // As the server asks for.

const kSees: Partial<Record<Caller['role'], {fields: MaskedField[]; needsCase: boolean}>> = {
  clerk: {fields: ['msisdn', 'name', 'id_number'], needsCase: true},
  reviewer: {fields: ['name', 'id_number'], needsCase: true},
  supervisor: {fields: ['name', 'id_number'], needsCase: true},
  fraud: {fields: ['msisdn', 'name', 'id_number', 'email', 'other_msisdn'], needsCase: false},
  finance: {fields: ['name', 'refund_account'], needsCase: true},
};

// `number` stands in the question where the text itself says nothing.
export function Masked({text, field, lineId, caseId, number = text}: {
  text: string; field: MaskedField; lineId: string; caseId?: string | undefined;
  number?: string;
}) {
  const {t} = useWords();
  const sees = kSees[useCaller().role];
  const may = sees?.fields.includes(field) && (caseId || !sees.needsCase);
  const [isAsking, setAsking] = useState(false);
  const [full, setFull] = useState<string | null>(null);
  useEffect(() => {
    if (full === null) return;
    const timer = setTimeout(() => setFull(null), kShownMs);
    return () => clearTimeout(timer);
  }, [full]);
  useEffect(() => setFull(null), [lineId, field, caseId]);

  const unmask = async (reason: string) => {
    const shown = answered(await api.client.POST('/api/v1/lines/{id}/unmasking', {
      params: {path: {id: lineId}},
      body: {fields: [field], reason, ...(caseId ? {case_id: caseId} : {})},
    }));
    setFull(shown[field] ?? t('masked.none'));
  };
  const label = t(`masked.${field}`);
  return (
    <span className="masked">
      <span className="tabular" aria-live="polite">{full ?? (text || t('desk.none'))}</span>
      {may && text ? (
        <Button type="link" size="small" className="masked-act"
          aria-label={t(full === null ? 'masked.show_what' : 'masked.hide_what', {what: label})}
          onClick={() => (full === null ? setAsking(true) : setFull(null))}>
          {t(full === null ? 'masked.show' : 'masked.hide')}
        </Button>
      ) : null}
      <DangerAct open={isAsking} title={t('masked.title', {what: label})} masked={number}
        consequence={t('masked.consequence')} button={t('masked.show')} isDanger={false}
        reasonMin={kReasonMin} act={unmask} onClose={() => setAsking(false)} />
    </span>
  );
}
