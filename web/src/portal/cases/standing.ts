// SPDX-License-Identifier: Apache-2.0
// Who has to move next, and whether it can still be undone.
import type {Case} from '../data';
import type {WordKey} from '../words';

// It came to nothing; the line stayed.
export const kDoneFor: Case['state'][] = ['REJECTED', 'WITHDRAWN', 'EXPIRED', 'SUPERSEDED',
  'REVERSED'];

const kWaits: Record<Case['state'], WordKey> = {
  DRAFT: 'waits.you', AUTH_STEPUP: 'waits.you', AWAITING_SUBSCRIBER: 'waits.you',
  SUBMITTED: 'waits.us', PRECHECK: 'waits.us', UNDER_REVIEW: 'waits.reviewer',
  SECOND_APPROVAL: 'waits.second', FRAUD_HOLD: 'waits.specialist', SCHEDULED: 'waits.day',
  EXECUTING: 'waits.network', STUCK: 'waits.engineer', COOLING_OFF: 'waits.time',
  FINALISING: 'waits.network', CLOSED: 'waits.nobody', REJECTED: 'waits.nobody',
  WITHDRAWN: 'waits.nobody', EXPIRED: 'waits.nobody', SUPERSEDED: 'waits.nobody',
  REVERSED: 'waits.nobody',
};

const kClaimable: Case['refunds'][number]['state'][] = ['RETURNED', 'AWAITING_NEW_ACCOUNT',
  'UNCLAIMED', 'HELD'];

// The refund that came back and waits for its owner.
export const claimableOf = (one: Case) =>
  one.refunds.find(({state}) => kClaimable.includes(state));

export function waitsFor(one: Case): WordKey {
  // The line is on its way back: the wait is over without an end.
  if (one.state === 'COOLING_OFF' && !one.actions.includes('withdraw')) return 'waits.network';
  if (kWaits[one.state] === 'waits.nobody' && claimableOf(one)) return 'waits.refund';
  return kWaits[one.state];
}

export function undoOf(one: Case): WordKey | null {
  if (kDoneFor.includes(one.state)) return null;
  if (one.state === 'CLOSED' || one.removed_at !== null) return 'undo.gone';
  if (!one.actions.includes('withdraw')) return null;
  return one.stopped_at ? 'undo.cooling' : 'undo.before';
}
