// SPDX-License-Identifier: Apache-2.0
// What can be done with a line besides ending it.
import {expect, pick, test, tick} from '../support/test';
import {button, heading, link, toMyLines} from './hands';

test('the services of a number are ticked off, banks first, and the marks stay',
  async ({page, context, demo, watch}) => {
    await toMyLines(page, demo, demo.person('review'));
    await link(page, /^更多/, /^More/).click();
    await link(page, /^绑定的账号/, /^Services that use the number/).click();
    await expect(heading(page, pick('先换绑仍在使用此号的账号',
      'First move what still uses this number'))).toBeVisible();
    const boxes = page.getByRole('checkbox');
    const left = (n: number) => page.getByText(pick(`还有${n}个未换绑，共3个。`,
      `${n} of 3 still to be moved.`));
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

test('a number is let go to another operator, and kept after all', async ({page, demo, watch}) => {
  await toMyLines(page, demo, demo.person('plain'));
  await link(page, /^更多/, /^More/).click();
  await link(page, /^携号转网/, /^Move to another operator/).click();
  await expect(heading(page, pick(/^携号转网 /, /^Move /))).toBeVisible();
  await watch.look(page, 'port');
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
