// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test, type Demo} from '../support/test';
import {signInAt, title} from './staff';

const kMany = 52;  // More than a page holds.
const kAtOnce = 4;

// Requests that somebody at the counter began, for a list that goes on.
async function begun(demo: Demo) {
  const clerk = await demo.staffToken('clerk');
  const people = Array.from({length: kMany}, () => demo.person('plain'));
  const begin = async () => {
    for (let one = people.pop(); one; one = people.pop()) {
      const {items} = await demo.good('GET',
        `/api/v1/lines?msisdn=${encodeURIComponent(one.msisdn)}`, undefined, clerk);
      await demo.good('POST', '/api/v1/cases', {line_id: items[0].id}, clerk);
    }
  };
  await Promise.all(Array.from({length: kAtOnce}, begin));
}

test('a long list is filtered, sorted and turned over, and the address holds all of it',
  async ({page, demo, watch}) => {
    await begun(demo);
    await signInAt(page, demo, 'auditor', '/desk/cases');
    await expect(title(page, '全部业务', 'All cases')).toBeVisible();
    const rows = page.getByRole('table').getByRole('row').filter({has: page.getByRole('cell')})
      .filter({has: page.getByRole('button')});
    const first = () => rows.first().getByRole('button').first().innerText();
    const channel = page.getByRole('combobox', {name: pick('按渠道筛选', 'Filter by channel')});
    await channel.press('Enter');
    await page.getByTitle(pick('营业厅', 'Shop'), {exact: true}).click();
    await expect(page).toHaveURL(/channel=shop/);
    const header = page.getByRole('columnheader', {name: pick(/^受理时间/, /^Opened/)});
    // The newest stand first until it is pressed.
    const sorted = page.waitForResponse(/\/cases\?channel=shop&sort=opened&/);
    await header.click();
    const {items: [oldest]} = await (await sorted).json();
    await expect(page).toHaveURL(/sort=opened/);
    await expect(header).toHaveAttribute('aria-sort', 'ascending');

    await expect(rows).toHaveCount(50);
    await expect.poll(first).toContain(oldest.number);
    const before = await first();
    await page.getByRole('button', {name: pick('下一页', 'Next page')}).click();
    await expect(page).toHaveURL(/after=/);
    await expect(rows).not.toHaveCount(50);
    expect(await rows.count()).toBeGreaterThan(0);
    await expect.poll(first).not.toBe(before);
    await watch.look(page, 'desk-cases-second-page');

    const second = await first();
    await page.reload();
    await expect.poll(first).toBe(second);
    await expect(page).toHaveURL(/channel=shop/);
    await page.goBack();
    await expect.poll(first).toBe(before);
  });
