// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test} from '../support/test';
import {act, signInAt, title} from './staff';

test('the ledger is proved to add up to zero, again and by account',
  async ({page, demo, watch}) => {
    await signInAt(page, demo, 'finance', '/desk/ledger');
    await expect(title(page, '账目核验', 'Ledger proof')).toBeVisible();
    const whole = page.getByRole('heading', {name: pick(/^账目相符/, /^The ledger is whole/)});
    await expect(whole).toBeVisible();
    await expect(page.getByRole('rowheader', {name: pick('客户预存款', 'Credit that customers paid')}))
      .toBeVisible();
    await watch.look(page, 'desk-ledger');
    await act(page, '重新核验', 'Prove again').click();
    await expect(whole).toBeVisible();
  });

test('refunds are shown by state, and the address keeps the choice',
  async ({page, demo, watch}) => {
    await signInAt(page, demo, 'finance', '/desk/refunds');
    await expect(title(page, '退款', 'Refunds')).toBeVisible();
    await watch.look(page, 'desk-refunds');
    const state = page.getByRole('combobox', {name: pick('状态', 'State')});
    await state.press('Enter');
    await page.getByTitle(pick('待认领', 'Unclaimed'), {exact: true}).click();
    await expect(page).toHaveURL(/state=UNCLAIMED/);
    await expect(page.getByText(pick(/没有处于该状态的退款/, /No refund is in this state/)))
      .toBeVisible();
    await watch.look(page, 'desk-refunds-none');
  });
