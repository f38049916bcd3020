// SPDX-License-Identifier: Apache-2.0
// A refund that came back is claimed by its owner on his own page.
import {refundSentBack} from '../support/refund';
import {expect, pick, test} from '../support/test';
import {button, elsewhere, giveProofs, heading, link, stateOf, toMyLines} from './hands';

test('the owner gives another account for a refund that came back',
  async ({page, demo, watch}) => {
    test.slow();
    const {number, person} = await refundSentBack(demo);
    await toMyLines(page, demo, person, elsewhere(person));
    // The money is sent, and comes back, once the line is gone.
    await expect(async () => {
      await page.goto(`/my/cases/${number}`);
      await expect(stateOf(page, '等待新账户', 'needs another account'))
        .toBeVisible({timeout: 5_000});
    }).toPass({timeout: 120_000});
    await expect(page.getByText(pick('退款被退回，等待您登记新的收款账户。',
      'The refund came back; it waits for another account from you.')))
      .toBeVisible({timeout: 60_000});
    await watch.look(page, 'track-refund-back');
    await link(page, '登记新的收款账户', 'Give another account').click();
    await expect(heading(page, pick('退款被退回，请另选去向', 'Your refund came back')))
      .toBeVisible();
    await watch.look(page, 'refund');

    const send = button(page, '退到这里', 'Send it there');
    const account = page.getByLabel(pick('银行账号', 'Account number'));
    await account.fill('12');
    await send.click();
    await expect(page.getByText(pick(/^账号应为8至34位/, /^An account number has 8 to 34/)))
      .toBeVisible();
    await watch.look(page, 'refund-wrong');
    // As it stands on a card, and typed on a Chinese keyboard.
    await account.fill('６２２２ 0000 1234 5678');
    watch.expectRefusal(403);
    await send.click();
    await expect(page.getByText(pick('为保护您，请先验证身份。',
      'To protect you, please prove that it is you.'))).toBeFocused();
    await expect(page.getByText(pick('银行账户 …5678', 'a bank account …5678'))).toBeVisible();
    await watch.look(page, 'refund-proof');

    // The code for this try; the next one brings its own.
    await demo.codeSentTo(elsewhere(person));
    await button(page, '换个去向', 'Choose again').click();
    await expect(account).toHaveValue('6222000012345678');
    await account.fill('6222 0000 1234 5679');
    await send.click();
    await giveProofs(page, demo, person, elsewhere(person));
    await button(page, '提交验证并退款', 'Prove it and send the money').click();
    await expect(heading(page, pick('已登记新的收款账户', 'We have your new account')))
      .toBeVisible();
    await expect(page.getByText(pick('银行账户 …5679', 'a bank account …5679'))).toBeVisible();
    await watch.look(page, 'refund-done');

    await link(page, '查看进度', 'Follow it').click();
    await expect(async () => {
      await page.reload();
      await expect(stateOf(page, '已到账', 'paid')).toBeVisible({timeout: 5_000});
    }).toPass({timeout: 120_000});
    await expect(link(page, '登记新的收款账户', 'Give another account')).toHaveCount(0);
    // An old address of the page, as somebody has kept it.
    await page.goto(`/my/cases/${number}/refund`);
    await expect(heading(page, pick('没有等待收款账户的退款', 'No refund waits for an account')))
      .toBeVisible();
    await watch.look(page, 'refund-none');
  });
