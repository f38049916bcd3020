// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test} from '../support/test';
import {button, heading, link} from './hands';

for (const word of ['注销', '销户', 'cancel', 'Cancel my number'])
  test(`ending a line is found by ${word}`, async ({page, watch}) => {
    await page.goto('/');
    await page.getByRole('searchbox').fill(word);
    await button(page, '搜索', 'Search').click();
    await expect(page.getByText(pick(/^找到\d+项$/, /^\d+ found$/))).toBeVisible();
    await expect(link(page, /^注销号码/, /^End a line/)).toBeVisible();
    // What was not found is not there: the list of all tasks would hold it too.
    await expect(link(page, /^挂失/, /^Report a line as lost/)).toHaveCount(0);
    await watch.look(page, 'search');
  });

test('a second search leaves the focus where it is', async ({page}) => {
  await page.goto('/my/search?q=xyzzy');
  const box = page.getByRole('searchbox');
  const found = page.getByText(pick(/^找到\d+项$/, /^\d+ found$/));
  await box.fill('注销');
  await box.press('Enter');
  await expect(found).toBeVisible();
  await expect(box).toBeFocused();
  await page.goBack();
  await expect(found).toHaveCount(0);
  await expect(box).toHaveValue('xyzzy');
});

test('what is not found leads to all there is', async ({page}) => {
  await page.goto('/my/search?q=xyzzy');
  await expect(page.getByText(pick('没有找到', 'Nothing found'))).toBeVisible();
  await expect(link(page, /^挂失/, /^Report a line as lost/)).toBeVisible();
});

test('an address that leads nowhere says so', async ({page, watch}) => {
  await page.goto('/my/elsewhere');
  await expect(heading(page, pick('没有找到这个页面', 'There is no such page'))).toBeVisible();
  await expect(link(page, '回到首页', 'Back to the start')).toHaveAttribute('href', '/');
  await watch.look(page, 'nowhere');
});
