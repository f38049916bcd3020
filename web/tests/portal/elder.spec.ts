// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test} from '../support/test';
import {consent, link, prove, stateOf, toMyLines, toQuote} from './hands';

test('large type, one act a screen, always a person to call', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  await page.goto('/');
  await page.getByRole('button', {name: pick('大字版', 'Large')}).click();
  const call = page.getByRole('link', {name: pick(/人工服务/, /Call a person/)});
  await expect(call).toHaveAttribute('href', /^tel:\d+$/);
  // Without scrolling.
  await expect(call).toBeInViewport();
  expect(await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize)))
    .toBeGreaterThanOrEqual(20);
  await expect(page.getByRole('searchbox')).toBeHidden();
  await watch.look(page, 'elder-home');

  await toMyLines(page, demo, person);
  await watch.look(page, 'elder-lines');
  await link(page, /^注销此号/, /^End this line/).click();
  await toQuote(page, async (step) => {
    await expect(call).toBeInViewport();
    await watch.look(page, `elder-end-${step}`);
  });
  await watch.look(page, 'elder-quote');
  await consent(page);
  await prove(page, demo, person);
  await watch.look(page, 'elder-receipt');
  await link(page, '查看进度', 'Follow it').click();
  await expect(stateOf(page, '已停用，可恢复', 'Off, can come back')).toBeVisible();
  await expect(call).toBeVisible();
  await watch.look(page, 'elder-track');
});
