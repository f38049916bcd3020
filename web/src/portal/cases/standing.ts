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

export function waitsFor(state: Case['state']): WordKey {
  return kWaits[state];
}

export function undoOf(one: Case): WordKey | null {
  if (kDoneFor.includes(one.state)) return null;
  if (one.state === 'CLOSED' || one.removed_at !== null) return 'undo.gone';
  if (!one.actions.includes('withdraw')) return null;
  return one.stopped_at ? 'undo.cooling' : 'undo.before';
}
