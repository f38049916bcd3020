// SPDX-License-Identifier: Apache-2.0
// What staff see of the eSIM of a line that has ended.
import {passDays, passDaysToTheEnd} from '../support/days';
import {expect, pick, test, type Demo} from '../support/test';
import {signedWipe} from '../support/wiping';
import {act, giveReason, question, signInAt} from './staff';

const section = (page: Parameters<typeof signInAt>[0]) =>
  page.getByRole('region', {name: pick('卡与 eSIM', 'Card or eSIM')});

const stateOf = async (demo: Demo, id: string) => (await demo.good('GET',
  `/api/v1/cases/${id}/card`, undefined, await demo.staffToken('engineer'))).state;

test('an engineer reads what the chip has signed', async ({page, demo, watch}) => {
  test.slow();
  const person = demo.person('esim');
  const item = await demo.submittedCase(person);
  await passDaysToTheEnd(demo, item.id);
  await demo.good('POST', `/lab/phones/${encodeURIComponent(person.msisdn)}/esim/deletion`);
  await signInAt(page, demo, 'engineer', `/desk/cases/${item.id}`);
  await expect(section(page).getByText(pick('芯片已签名：eSIM 已删除。',
    'The chip has signed that the eSIM is deleted.'))).toBeVisible();
  const reports = section(page).getByRole('list', {
    name: pick('芯片签名的报告', 'What the chip has signed')});
  await expect(reports.getByRole('listitem').last())
    .toContainText(pick(/^已删除/, /^deleted/));
  await watch.look(page, 'desk-card-proved');
});

test('an engineer stops waiting for a device that does not come', async ({page, demo, watch}) => {
  test.slow();
  const item = await demo.submittedCase(demo.person('esim'));
  await passDaysToTheEnd(demo, item.id);
  await passDays(demo, 'the silence of the device',
    async () => await stateOf(demo, item.id) === 'DELETE_PENDING_OFFLINE');
  await signInAt(page, demo, 'engineer', `/desk/cases/${item.id}`);
  await expect(section(page).getByText(pick('芯片尚未签名证实删除。',
    'The chip has not signed a deletion yet.'))).toBeVisible();
  await act(section(page), '不再等待设备', 'Stop waiting for the device').click();
  await giveReason(page, pick('机主称手机已报废', 'The owner says the phone is scrapped'));
  await watch.look(page, 'desk-card-waive');
  await act(question(page), '不再等待设备', 'Stop waiting for the device').click();
  await expect(section(page).getByText(pick('eSIM 留在设备中，不再等待',
    'eSIM left on the device, not waited for'))).toBeVisible();
  await page.reload();
  await expect(section(page)).toBeVisible();
  await watch.look(page, 'desk-card-waived');
});

test('a clerk reads what a desk has signed of wiping the card', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  const item = await demo.submittedCase(person);
  const clerk = await demo.staffToken('clerk');
  for (const isProved of [false, true]) {
    const {wipe} = await demo.good('POST', '/api/v1/card-retirements',
      {iccid: person.iccid, wipe: signedWipe(demo, person.iccid, isProved)}, clerk);
    expect(wipe.outcome).toBe('attached');
  }
  await signInAt(page, demo, 'clerk', `/desk/cases/${item.id}`);
  const wipes = section(page).getByRole('list', {
    name: pick('柜台签名的擦除报告', 'What desks signed of wiping it')}).getByRole('listitem');
  await expect(wipes).toHaveCount(2);
  await expect(wipes.first()).toContainText(pick('未能全部擦除', 'Not all wiped'));
  await expect(wipes.last())
    .toContainText(pick('已擦除，并逐项读回确认为空', 'Wiped, and read back empty'));
  await watch.look(page, 'desk-card-wiped');
});
