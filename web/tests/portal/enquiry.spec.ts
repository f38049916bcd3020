// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test} from '../support/test';
import {button, elsewhere, heading} from './hands';

test('the voucher is had again without the old number', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  const item = await demo.submittedCase(person);
  await page.goto('/my/voucher/enquiry');
  await watch.look(page, 'enquiry');
  await page.getByLabel(pick('凭证编号', 'Number of the voucher')).fill(item.voucher);
  await page.getByLabel(pick('证件号后6位', 'Last 6 characters of your document’s number'))
    .fill(person.id_number.slice(-6));
  await button(page, '获取验证码', 'Send the code').click();
  await expect(heading(page, pick('输入验证码', 'Type the code'))).toBeVisible();
  await watch.look(page, 'enquiry-code');
  await page.getByLabel(pick('验证码', 'Code'), {exact: true})
    .fill(await demo.codeSentTo(elsewhere(person)));
  await button(page, '查看凭证', 'Show the voucher').click();
  await expect(heading(page, pick('您的注销凭证', 'Your voucher'))).toBeVisible();
  await watch.look(page, 'enquiry-found');
  const saving = page.waitForEvent('download');
  await button(page, '下载凭证（PDF）', 'Voucher as PDF').click();
  expect((await saving).suggestedFilename()).toMatch(/\.pdf$/);
});
