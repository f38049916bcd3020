// SPDX-License-Identifier: Apache-2.0
// Days that pass in the demo.
import {until, type Demo} from './demo';

export const kDayMs = 86_400_000;
const kDaysMax = 40;  // Far more than any wait: a busy machine lags behind its days.
const kDayRestMs = 400;

// Days pass until it has come to be; the work of each is given a moment to be done.
export async function passDays(demo: Demo, what: string, isDone: () => Promise<boolean>) {
  for (let day = 0; day < kDaysMax; ++day) {
    const end = Date.now() + kDayRestMs;
    while (Date.now() < end) {
      if (await isDone()) return;
      await new Promise((resume) => setTimeout(resume, 50));
    }
    await demo.advance('P1D');
  }
  await until(what, async () => await isDone() || null);
}

// Until the line of this request has ended.
export async function passDaysToTheEnd(demo: Demo, id: string) {
  const reviewer = await demo.staffToken('reviewer');
  await passDays(demo, 'the end of the line', async () => {
    const {state} = await demo.good('GET', `/api/v1/cases/${id}`, undefined, reviewer);
    return ['TERMINATED', 'CLOSED'].includes(state);
  });
}
