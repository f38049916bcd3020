// SPDX-License-Identifier: Apache-2.0
// A refund that comes back: the owner's other line, where it was to go, has ended meanwhile.
import {kDayMs, passDays, passDaysToTheEnd} from './days';
import type {Demo, Person} from './demo';

const kDaysLater = 10;  // Enough for the other line's work to lag behind its days.

// The number of a request whose refund has come back.
export async function refundSentBack(demo: Demo): Promise<{number: string; person: Person}> {
  for (;;) {
    const person = demo.person('sub_cards');
    const token = await demo.token(person);
    const {items} = await demo.good('GET', '/api/v1/lines', undefined, token);
    const main = items.find((line: any) => !line.main_line_id);
    const other = items.find((line: any) => line.main_line_id);
    const precheck = await demo.good('GET', `/api/v1/lines/${main.id}/precheck`, undefined, token);
    const choice = precheck.obligations.find((one: any) => one.id === 'OB-31');
    if (!choice?.options.some((one: any) => one.choices?.includes(other.id))) continue;
    const {now} = await demo.good('GET', '/lab/clock');
    const later = new Date(Date.parse(now) + kDaysLater * kDayMs).toISOString().slice(0, 10);
    const item = await demo.submitted(person, token, main, {effective: later, settlements: [
      {obligation: 'OB-21', option: 'split'},
      {obligation: 'OB-31', option: 'transfer_line', detail: other.id}]});
    const ended = await demo.submitted(person, token, other, {}, true);
    // The other line first: in one leap the money might still find it. The days are lived one
    // by one, as how many there are depends on the hour at which they begin.
    await passDaysToTheEnd(demo, ended.id);
    await passDaysToTheEnd(demo, item.id);
    // The money is sent after the line has ended, and comes back after that.
    const reviewer = await demo.staffToken('reviewer');
    await passDays(demo, 'the refund that came back', async () => {
      const {refunds} = await demo.good('GET', `/api/v1/cases/${item.id}`, undefined, reviewer);
      return refunds.some((one: any) => one.state === 'AWAITING_NEW_ACCOUNT');
    });
    return {number: item.number, person};
  }
}
