// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test} from '../support/test';
import {button, elsewhere, giveProofs, heading, link, stateOf, toMyLines} from './hands';

test('a line that is off comes back', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  await demo.submittedCase(person);
  await toMyLines(page, demo, person, elsewhere(person));
  await link(page, /^查看申请/, /^See the request/).click();
  await expect(stateOf(page, '已停用，可恢复', 'Off, can come back')).toBeVisible();

  watch.expectRefusal(403);
  await link(page, '恢复号码', 'Have the line back').click();
  await expect(heading(page, pick(/^恢复 /, /^Have .* back\?$/))).toBeVisible();
  await watch.look(page, 'restore');
  await button(page, '恢复号码', 'Have the line back').click();
  await expect(page.getByText(pick('为保护您，请先验证身份。',
    'To protect you, please prove that it is you.'))).toBeVisible();
  await watch.look(page, 'restore-proof');
  await giveProofs(page, demo, person, elsewhere(person));
  await button(page, '恢复号码', 'Have the line back').click();
  await expect(page.getByText(pick(/^正在恢复 /, / is coming back/))).toBeVisible();
  await expect(stateOf(page, '已撤回', 'Withdrawn')).toBeVisible();
  await watch.look(page, 'track-restored');
});

test('a request is withdrawn before the line stops', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  await demo.submittedCase(person, {effective: 'cycle_end'});
  await toMyLines(page, demo, person);
  await link(page, /^查看申请/, /^See the request/).click();
  await expect(stateOf(page, '待停用', 'Scheduled')).toBeVisible();
  await watch.look(page, 'track-scheduled');

  watch.expectRefusal(403);
  await link(page, '撤回申请', 'Withdraw the request').click();
  await expect(heading(page, pick(/^撤回 /, /^Withdraw /))).toBeVisible();
  await watch.look(page, 'withdraw');
  await button(page, '撤回申请', 'Withdraw the request').click();
  const proofs = page.getByText(pick('为保护您，请先验证身份。',
    'To protect you, please prove that it is you.'));
  const done = page.getByText(pick(/^已撤回，.*继续使用。$/, /^Withdrawn\. .* as before\.$/));
  await expect(proofs.or(done)).toBeVisible();
  if (await proofs.isVisible()) {
    await giveProofs(page, demo, person);
    await button(page, '撤回申请', 'Withdraw the request').click();
  }
  await expect(done).toBeVisible();
});

test('ending at once is asked for with what it means', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  await demo.submittedCase(person);
  await toMyLines(page, demo, person, elsewhere(person));
  await link(page, /^查看申请/, /^See the request/).click();
  watch.expectRefusal(403);
  await link(page, '提前正式注销', 'End it for good now').click();
  await watch.look(page, 'finish');
  await button(page, '现在注销，不再恢复', 'End it now, no way back').click();
  await expect(page.getByText(pick('为保护您，请先验证身份。',
    'To protect you, please prove that it is you.'))).toBeVisible();
  await watch.look(page, 'finish-proof');
});

test('after the wait the line is gone and its voucher is there', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  const item = await demo.submittedCase(person);
  await demo.advance('P10D');
  await toMyLines(page, demo, person, elsewhere(person));
  await page.goto(`/my/cases/${item.number}`);
  await expect(stateOf(page, '已注销', 'Gone')).toBeVisible({timeout: 30_000});
  await link(page, '我的号码', 'My lines').click();
  await page.getByRole('region', {name: pick('以往申请', 'Earlier requests')})
    .getByRole('link').click();
  await expect(page.getByText(pick('已不能恢复。', 'It can no longer come back.'))).toBeVisible();
  await watch.look(page, 'track-gone');
  const saving = page.waitForEvent('download');
  await button(page, '下载凭证（PDF）', 'Voucher as PDF').click();
  expect((await saving).suggestedFilename()).toMatch(/\.pdf$/);
});
