// SPDX-License-Identifier: Apache-2.0
// What can be done with a line besides ending it.
import type {Page} from '@playwright/test';

import {expect, pick, test, tick, type Demo} from '../support/test';
import {button, giveProofs, heading, link, toMyLines} from './hands';

test('the services of a number are ticked off, banks first, and the marks stay',
  async ({page, context, demo, watch}) => {
    await toMyLines(page, demo, demo.person('review'));
    await link(page, /^更多/, /^More/).click();
    await link(page, /^绑定的账号/, /^Services that use the number/).click();
    await expect(heading(page, pick('先换绑仍在使用此号的账号',
      'First move what still uses this number'))).toBeVisible();
    const boxes = page.getByRole('checkbox');
    const left = (n: number) => leftOf(page, n);
    await expect(left(3)).toBeVisible();
    await expect(boxes.last()).toHaveAccessibleName(pick(/微信/, /WeChat/));
    await watch.look(page, 'services');
    await tick(boxes.first());
    await expect(left(2)).toBeVisible();

    // A mark made without a network is sent later.
    await page.evaluate(() => navigator.serviceWorker.ready);
    watch.expectOffline();
    await context.setOffline(true);
    await tick(boxes.last());
    await expect(page.getByText(pick('已记下，联网后提交。',
      'Noted; sent when the network is back.'))).toBeVisible();
    await watch.look(page, 'services-offline');
    await context.setOffline(false);
    await expect(page.getByText(pick(/网络已恢复/, /The network is back/))).toBeVisible();
    await watch.expectOnline();
    await page.reload();
    await expect(left(1)).toBeVisible();
    await expect(boxes.first()).toBeChecked();
  });

// The list of services, of which there are three.
async function toServices(page: Page, demo: Demo) {
  await toMyLines(page, demo, demo.person('review'));
  await link(page, /^更多/, /^More/).click();
  await link(page, /^绑定的账号/, /^Services that use the number/).click();
  await expect(leftOf(page, 3)).toBeVisible();
}

const leftOf = (page: Page, n: number) =>
  page.getByText(pick(`还有${n}个未换绑，共3个。`, `${n} of 3 still to be moved.`));

test('an older answer that comes late takes no mark away', async ({page, demo}) => {
  const known = page.waitForResponse('**/bindings');
  await toServices(page, demo);
  const json = await (await known).json();
  let answer = () => {};
  const mayCome = new Promise<void>((resume) => { answer = resume; });
  let isAsked = false;
  await page.route('**/bindings', async (route) => {
    if (route.request().method() !== 'GET' || isAsked) return route.continue();
    isAsked = true;
    await mayCome;
    await route.fulfill({json});
  });
  // Somebody who comes back to the window is shown what is true now.
  await expect(async () => {
    await page.evaluate(() =>
      document.dispatchEvent(new Event('visibilitychange', {bubbles: true})));
    expect(isAsked).toBe(true);
  }).toPass();
  const boxes = page.getByRole('checkbox');
  await tick(boxes.first());
  const late = page.waitForResponse((one) => one.request().method() === 'GET' &&
    one.url().endsWith('/bindings'));
  answer();
  await late;
  // All marks are sent together.
  const sending = page.waitForRequest((one) => one.method() === 'PUT');
  await tick(boxes.last());
  const sent = await sending;
  expect(sent.postDataJSON().done).toHaveLength(2);
  await sent.response();
  await page.reload();
  await expect(leftOf(page, 1)).toBeVisible();
  await expect(boxes.first()).toBeChecked();
});

test('a mark that waited is not sent over a newer one', async ({page, demo, watch}) => {
  await toServices(page, demo);
  const boxes = page.getByRole('checkbox');
  const waits = page.getByText(pick('有1项待提交。', '1 thing waits to be sent.'));
  watch.expectOffline();
  await page.route('**/bindings', (route) => route.abort());
  await tick(boxes.first());
  await expect(waits).toBeVisible();
  await page.unroute('**/bindings');
  const sent = page.waitForResponse((one) => one.request().method() === 'PUT');
  await boxes.first().click();
  await sent;
  await expect(waits).toHaveCount(0);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.reload();
  await expect(leftOf(page, 3)).toBeVisible();
});

test('a number is let go to another operator, and kept after all', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  await toMyLines(page, demo, person);
  await link(page, /^更多/, /^More/).click();
  await link(page, /^携号转网/, /^Move to another operator/).click();
  await expect(heading(page, pick(/^携号转网 /, /^Move /))).toBeVisible();
  await watch.look(page, 'port');
  watch.expectRefusal(403);
  await button(page, '允许转出', 'Let it move').click();
  await giveProofs(page, demo, person);
  await watch.look(page, 'port-proof');
  await button(page, '允许转出', 'Let it move').click();
  await expect(page.getByText(pick('已允许转出，请到新运营商处办理。',
    'The number may move now. Your new operator takes it from here.'))).toBeVisible();
  await watch.look(page, 'line-porting');
  await link(page, /^携号转网/, /^Move to another operator/).click();
  await expect(heading(page, pick(/^停止携转 /, /^Keep .* here$/))).toBeVisible();
  await watch.look(page, 'port-stop');
  await button(page, '停止携转', 'Stop the move').click();
  await expect(page.getByText(pick('已停止携转，号码照常使用。',
    'The move is stopped. The line works as before.'))).toBeVisible();
});

test('what else could be done is said once, with an equal way on', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  await toMyLines(page, demo, person);
  const own = page.getByRole('listitem').filter({hasText: person.msisdn.slice(-4)});
  await expect(own).toContainText(/[¥￥]\s?\d|CN¥/);
  await link(page, /^注销此号/, /^End this line/).click();
  const on = page.getByRole('main').getByRole('button').first();
  await on.click();
  await expect(heading(page, pick('也可以这样办', 'You could also'))).toBeVisible();
  const main = page.getByRole('main');
  await expect(main.getByRole('listitem')).toHaveCount(4);
  await watch.look(page, 'end-other-ways');
  const go = await button(page, '继续注销', 'Continue ending').boundingBox();
  const back = await main.getByRole('link', {name: pick('返回', 'Back')}).boundingBox();
  expect(go!.height).toBe(back!.height);
  await main.getByRole('link', {name: pick('去停机保号', 'Pause it instead')}).click();
  await expect(heading(page, pick(/^停机保号 /, /^Pause /))).toBeVisible();
});
