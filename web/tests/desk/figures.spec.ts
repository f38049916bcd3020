// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test} from '../support/test';
import {act, signInAt, title} from './staff';

test('figures say one thing each, move while they are watched and rest when paused',
  async ({page, demo, watch}) => {
    await demo.submittedCase(demo.person('plain'), {effective: 'cycle_end'});
    await signInAt(page, demo, 'manager', '/desk/figures');
    await expect(title(page, '运营数据', 'Figures')).toBeVisible();
    await expect(page.getByRole('heading', {level: 2,
      name: pick(/件申请办理中/, /requests are on their way/)})).toBeVisible();
    await watch.look(page, 'desk-figures');

    const day = page.getByRole('slider', {name: pick('日期', 'Day')});
    const last = await day.getAttribute('aria-valuetext');
    await day.press('ArrowLeft');
    await expect(day).not.toHaveAttribute('aria-valuetext', last!);

    await page.waitForResponse(/\/api\/v1\/figures/);
    await act(page, '暂停更新', 'Pause').click();
    await expect(page).toHaveURL(/live=off/);
    await expect(page.getByText(pick(/^已暂停更新/, /^Paused/))).toBeVisible();

    const table = page.getByText(pick(/^查看数据表/, /^The same as a table/)).first();
    await table.focus();
    await table.press('Enter');
    await expect(page.getByRole('columnheader', {name: pick('网站', 'Web')})).toBeVisible();
  });
