// SPDX-License-Identifier: Apache-2.0
// A refund that comes back: the owner's other line, where it was to go, has ended meanwhile.
import {refundSentBack} from '../support/refund';
import {expect, pick, test} from '../support/test';
import {elsewhere, stateOf, toMyLines} from '../portal/hands';
import {act, giveReason, question, signInAt, title} from './staff';
import type {Page} from '@playwright/test';

const row = (page: Page, number: string) =>
  page.getByRole('row').filter({hasText: number});

test('a refund that came back is sent to another account and paid',
  async ({page, demo, watch, another}) => {
    test.slow();
    const {number, person} = await refundSentBack(demo);
    const owner = await another();
    await toMyLines(owner, demo, person, elsewhere(person));
    await owner.goto(`/my/cases/${number}`);
    await expect(stateOf(owner, '等待新账户', 'needs another account')).toBeVisible();

    await signInAt(page, demo, 'finance', '/desk/refunds?state=AWAITING_NEW_ACCOUNT');
    await expect(title(page, '退款', 'Refunds')).toBeVisible();
    await expect(row(page, number).getByText(pick(/^银行退回/, /^The bank sent it back/)))
      .toBeVisible();
    await watch.look(page, 'desk-refunds-returned');
    await act(page, '登记新账户', 'Give another account').first().scrollIntoViewIfNeeded();
    await row(page, number).getByRole('button').click();
    const give = act(question(page), '登记新账户', 'Give another account');
    await giveReason(page, pick('机主来电，已核对身份', 'The owner called and proved who he is'));
    await expect(give).toBeDisabled();
    const account = question(page).getByLabel(pick('银行账号', 'Account number'));
    await account.fill('12');
    await account.blur();
    await expect(question(page).getByRole('alert')).toBeVisible();
    await account.fill('6222 0000 1234 5678');
    await watch.look(page, 'desk-refunds-account');
    await give.click();
    await expect(question(page)).toHaveCount(0);
    await expect(row(page, number)).toHaveCount(0);

    await expect(async () => {
      await page.goto('/desk/refunds?state=PAID');
      await expect(row(page, number)).toBeVisible({timeout: 5_000});
    }).toPass({timeout: 120_000});
    await expect(row(page, number)).toContainText('5678');
    await owner.reload();
    await expect(stateOf(owner, '已到账', 'paid')).toBeVisible();
    await watch.look(owner, 'track-refund-paid');
  });
