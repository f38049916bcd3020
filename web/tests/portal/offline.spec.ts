// SPDX-License-Identifier: Apache-2.0
import type {Page} from '@playwright/test';

import {expect, pick, test} from '../support/test';
import {button, elsewhere, heading, link, stateOf, toMyLines, turnedOff} from './hands';

// How many items wait, and whatever of them can be read in the browser's own store.
function readable(page: Page): Promise<[number, string]> {
  return page.evaluate(() => new Promise<[number, string]>((resolve, reject) => {
    const opening = indexedDB.open('signoff');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const getting = opening.result.transaction('waiting').objectStore('waiting').getAll();
      const textOf = (value: unknown): string => {
        if (value instanceof ArrayBuffer || ArrayBuffer.isView(value))
          return new TextDecoder('latin1').decode(value);
        return value instanceof Object ? Object.values(value).map(textOf).join(' ') : String(value);
      };
      getting.onerror = () => reject(getting.error);
      getting.onsuccess = () => {
        opening.result.close();
        resolve([getting.result.length, textOf(getting.result)]);
      };
    };
  }));
}

test('the page opens offline and sends what waited', async ({page, context, another, demo, watch}) => {
  const person = demo.person('plain');
  const item = await demo.submittedCase(person, {effective: 'cycle_end'});
  await page.goto('/');
  // The shell is kept once the service worker holds it.
  await page.evaluate(() => navigator.serviceWorker.ready);
  watch.expectOffline();
  await context.setOffline(true);
  await page.goto('/my/not-me');
  await expect(heading(page, pick('不是您申请的？', 'Did somebody else ask for this?'))).toBeVisible();
  await expect(page.getByText(pick(/当前没有网络/, /You are offline/))).toBeVisible();
  await page.getByLabel(pick('申请编号', 'Number of the request')).fill(item.number);
  await button(page, '不是我申请的', 'It was not me').click();
  await expect(heading(page, pick('已存在本机，尚未提交', 'Kept here, not sent yet'))).toBeVisible();
  await expect(page.getByRole('link', {name: pick(/人工服务/, /Call a person/)}).first())
    .toBeVisible();
  await watch.look(page, 'offline-kept');
  // Nothing of it can be read in the browser's own store.
  const [items, text] = await readable(page);
  expect(items).toBe(1);
  expect(text).not.toContain(item.number);
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

test('a request that can no longer be followed says so until it can',
  async ({page, context, demo, watch}) => {
    const person = demo.person('plain');
    await turnedOff(demo, person);
    await toMyLines(page, demo, person, elsewhere(person));
    await link(page, /^查看申请/, /^See the request/).click();
    await expect(stateOf(page, '已停用，可恢复', 'Off, can come back')).toBeVisible();
    watch.expectOffline();
    await context.setOffline(true);
    const stale = page.getByText(pick(/可能不是最新的/, /may not be the newest/));
    await expect(stale).toBeVisible({timeout: 60_000});
    await expect(stateOf(page, '已停用，可恢复', 'Off, can come back')).toBeVisible();
    await watch.look(page, 'offline-stale');
    await context.setOffline(false);
    await expect(stale).toBeHidden({timeout: 60_000});
  });

test('what waits can be thrown away, and the focus comes back', async ({page, context, watch}) => {
  await page.goto('/my/not-me?case=2611-0000000-1');
  await expect(heading(page, pick('不是您申请的？', 'Did somebody else ask for this?'))).toBeVisible();
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
  const none = page.getByText(pick('没有待提交的事项。', 'Nothing waits to be sent.'));
  await expect(none).toBeVisible();
  await expect(none.locator('..')).toBeFocused();
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
