// SPDX-License-Identifier: Apache-2.0
// The questions on the way to the quote, in their order. Each is an address of its own.
import type {Obligation, Precheck} from '../data';

export interface Step {
  name: string;
  obligation?: Obligation;
}

// That there is a request already is no news to whoever changes it.
const kJoined = 'OB-06';
// Its services stand in a list of their own.
export const kBindings = 'OB-23';

export function shownOf(precheck: Precheck): Obligation[] {
  return precheck.obligations.filter((one) => one.id !== kJoined);
}

// What nobody can choose away here.
export function stoppersOf(precheck: Precheck): Obligation[] {
  return shownOf(precheck).filter((one) => one.class === 'blocker' && !one.options.length);
}

export function warningsOf(precheck: Precheck): Obligation[] {
  return shownOf(precheck).filter((one) => one.class === 'warning' && one.id !== kBindings);
}

export function stepsOf(precheck: Precheck): Step[] {
  const questions = shownOf(precheck).filter((one) =>
    one.options.length > 0 && (one.class === 'settle' || one.class === 'blocker'));
  return [
    {name: 'check'},
    ...(precheck.alternatives.length ? [{name: 'other-ways'}] : []),
    {name: 'services'},
    ...questions.map((obligation) => ({name: obligation.id.toLowerCase(), obligation})),
    ...(warningsOf(precheck).length ? [{name: 'notes'}] : []),
    {name: 'when'},
  ];
}
