// SPDX-License-Identifier: Apache-2.0
// A page that is slow, refused or empty says what to do.
import {expect, pick, test} from '../support/test';
import {button, heading, toMyLines} from './hands';

test('a slow answer is said to be slow, and a server that cannot says so and what to do',
  async ({page, demo, watch}) => {
    await toMyLines(page, demo, demo.person('plain'));
    let answer = () => {};
    const held = new Promise<void>((resume) => { answer = resume; });
    await page.route('**/api/v1/lines', async (route) => {
      await held;
      await route.fulfill({status: 503, contentType: 'application/problem+json', body: '{}'});
    });
    await page.goto('/my/lines');
    await expect(page.getByText(pick('网络较慢，仍在加载。',
      'The network is slow; still loading.'))).toBeVisible();
    await watch.lookWhileBusy(page, 'lines-slow');
    watch.expectRefusal(503);
    answer();
    await expect(page.getByRole('alert').first()).toContainText(pick('系统暂时无法处理',
      'The system cannot do this now'), {timeout: 60_000});
    await watch.look(page, 'lines-failed');
    await page.unroute('**/api/v1/lines');
    await button(page, '重试', 'Try again').click();
    await expect(page.getByRole('main').getByRole('link', {name: pick(/^注销此号/, /^End this line/)}))
      .toBeVisible();
  });

test('whoever has no line is told so', async ({page, demo, watch}) => {
  await toMyLines(page, demo, demo.person('plain'));
  await page.route('**/api/v1/lines', (route) => route.fulfill({json: {items: []}}));
  await page.goto('/my/lines');
  await expect(heading(page, pick('我的号码', 'My lines'))).toBeVisible();
  await expect(page.getByText(pick(/^您名下没有可办理的号码/, /^There is no line of yours/)))
    .toBeVisible();
  await watch.look(page, 'lines-none');
});
