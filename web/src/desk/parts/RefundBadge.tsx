// SPDX-License-Identifier: Apache-2.0
// The state of a refund as word, shape and colour.
import type {Schemas} from '../../api/client';
import type {Tone} from '../../i18n/states';
import {StateBadge} from '../../ui/StateBadge';
import {useWords} from '../words';

export type RefundState = Schemas['Refund']['state'];

const kTones: Record<RefundState, Tone> = {
  QUOTED: 'waiting', REQUESTED: 'working', NAME_CHECK: 'working', APPROVED: 'working',
  SENT: 'working', PAID: 'good', RETURNED: 'attention', AWAITING_NEW_ACCOUNT: 'attention',
  UNCLAIMED: 'attention', HELD: 'waiting', ESCHEATED: 'ended',
};
export const kRefundStates = Object.keys(kTones) as RefundState[];

export function isRefundState(text: string | null): text is RefundState {
  return text !== null && text in kTones;
}

export function RefundBadge({state}: {state: RefundState}) {
  const {t, language} = useWords();
  const word = t(`case.refund.${state}`);
  return <StateBadge words={{zh: word, en: word, tone: kTones[state]}} language={language} />;
}
