// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test} from '../support/test';
import {button, heading, link, stateOf, toMyLines} from './hands';

test('the page opens offline and sends what waited', async ({page, context, another, demo, watch}) => {
  const person = demo.person('plain');
  const item = await demo.submittedCase(person, {effective: 'cycle_end'});
  await page.goto('/');
  // The shell is kept once the service worker holds it.
  await page.evaluate(() => navigator.serviceWorker.ready);
  watch.expectOffline();
  await context.setOffline(true);
  await page.goto('/my/not-me');
  await expect(heading(page, pick('不是您申请的？', 'It was not you who asked?'))).toBeVisible();
  await expect(page.getByText(pick(/当前没有网络/, /You are offline/))).toBeVisible();
  await page.getByLabel(pick('申请编号', 'Number of the request')).fill(item.number);
  await button(page, '不是我申请的', 'It was not me').click();
  await expect(heading(page, pick('已存在本机，尚未提交', 'Kept here, not sent yet'))).toBeVisible();
  await expect(page.getByRole('link', {name: pick(/人工服务/, /Call a person/)}).first())
    .toBeVisible();
  await watch.look(page, 'offline-kept');
  await page.getByRole('link', {name: pick('查看', 'See it')}).click();
  await expect(page.getByText(pick('声明非本人申请', 'It was not me who asked'))).toBeVisible();
  await watch.look(page, 'offline-waiting');

  await context.setOffline(false);
  await expect(page.getByText(pick(/网络已恢复/, /The network is back/))).toBeVisible();
  await expect(page.getByText(pick('没有待提交的事项。', 'Nothing waits to be sent.'))).toBeVisible();
  const owner = await another();
  await toMyLines(owner, demo, person);
  await link(owner, /^查看申请/, /^See the request/).click();
  await expect(stateOf(owner, '安全核查', 'On hold')).toBeVisible();
});

test('what waits can be thrown away, and the focus comes back', async ({page, context, watch}) => {
  await page.goto('/my/not-me?case=2611-0000000-1');
  await expect(heading(page, pick('不是您申请的？', 'It was not you who asked?'))).toBeVisible();
  await page.goto('/my/waiting');
  await expect(heading(page, pick('待提交的事项', 'Waiting to be sent'))).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.goto('/my/not-me?case=2611-0000000-1');
  watch.expectOffline();
  await context.setOffline(true);
  await button(page, '不是我申请的', 'It was not me').click();
  await page.getByRole('link', {name: pick('查看', 'See it')}).click();
  const throwing = button(page, '删除', 'Delete');
  await throwing.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading')).toBeFocused();
  await watch.look(page, 'offline-throw');
  await page.keyboard.press('Escape');
  await expect(throwing).toBeFocused();
  await throwing.click();
  await dialog.getByRole('button', {name: pick('删除', 'Delete')}).click();
  await expect(page.getByText(pick('没有待提交的事项。', 'Nothing waits to be sent.'))).toBeVisible();
});

test('a page that cannot be filled says what to do', async ({page, context, demo, watch}) => {
  await toMyLines(page, demo, demo.person('plain'));
  await page.evaluate(() => navigator.serviceWorker.ready);
  watch.expectOffline();
  await context.setOffline(true);
  await link(page, /^更多/, /^More/).click();
  await expect(page.getByRole('alert')).toContainText(pick('连不上网络', 'There is no network'));
  await watch.look(page, 'offline-line');
  await context.setOffline(false);
  await button(page, '重试', 'Try again').click();
  await expect(link(page, /^注销此号/, /^End this line/)).toBeVisible();
});
