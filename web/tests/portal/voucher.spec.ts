// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test} from '../support/test';
import {button, heading} from './hands';

test('the printed address leads to the check of a voucher', async ({page, demo, watch}) => {
  const item = await demo.submittedCase(demo.person('plain'));
  await page.goto('/#voucher');
  await expect(heading(page, pick('核验凭证', 'Check a voucher'))).toBeVisible();
  await watch.look(page, 'voucher');
  await page.getByLabel(pick('凭证编号', 'Number of the voucher')).fill(item.voucher.toLowerCase());
  await button(page, '核验', 'Check it').click();
  await expect(page.getByText(pick('凭证有效', 'This voucher is valid'))).toBeVisible();
  await watch.look(page, 'voucher-found');
  // The address holds the answer: it can be sent on.
  await page.reload();
  await expect(page.getByText(pick('凭证有效', 'This voucher is valid'))).toBeVisible();
});

test('a number that no voucher has is said to be unknown', async ({page, watch}) => {
  watch.expectRefusal(404);
  await page.goto('/my/voucher?number=V-00000-00000-00000');
  await expect(page.getByRole('alert')).toContainText(pick('错误代码', 'Code for support'));
  await watch.look(page, 'voucher-unknown');
});
