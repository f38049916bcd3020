// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test, tick} from '../support/test';
import {button, heading, link, stateOf, toMyLines} from './hands';

test('a line is paused and works again', async ({page, demo, watch}) => {
  await toMyLines(page, demo, demo.person('plain'));
  await link(page, /^更多/, /^More/).click();
  await watch.look(page, 'line');
  await link(page, /^停机保号/, /^Pause/).click();
  await expect(heading(page, pick(/^停机保号 /, /^Pause /))).toBeVisible();
  await expect(page.getByText(pick(/每月收保号费[¥￥]\s?5/, /costs (CN)?¥5(\.00)? a month/)))
    .toBeVisible();
  await watch.look(page, 'pause');
  await button(page, '停机保号', 'Pause this line').click();
  const note = page.getByText(pick(/已停机，号码为您保留/, /is paused\./));
  await expect(note).toBeVisible();
  await expect(stateOf(page, '停机保号', 'Paused')).toBeVisible();

  // What was said of the act is said once: whoever comes back or reloads acts no more.
  await link(page, /^恢复服务/, /^Let it work again/).click();
  await expect(heading(page, pick(/^恢复 /, /^Let .* work again$/))).toBeVisible();
  await page.goBack();
  await expect(stateOf(page, '停机保号', 'Paused')).toBeVisible();
  await expect(note).toHaveCount(0);
  await link(page, /^恢复服务/, /^Let it work again/).click();
  await watch.look(page, 'resume');
  await button(page, '恢复服务', 'Let it work again').click();
  await expect(stateOf(page, '正常', 'In service')).toBeVisible();
  const isBack = page.getByText(pick(/正在恢复，几分钟内可用/, /works again within minutes/));
  await expect(isBack).toBeVisible();
  await page.reload();
  await expect(stateOf(page, '正常', 'In service')).toBeVisible();
  await expect(isBack).toHaveCount(0);
});

test('a pause may name its end', async ({page, demo}) => {
  await toMyLines(page, demo, demo.person('plain'));
  await link(page, /^更多/, /^More/).click();
  await link(page, /^停机保号/, /^Pause/).click();
  await tick(page.getByRole('radio', {name: pick('到指定日期', 'Until a day')}));
  await expect(page.getByLabel(pick('恢复服务的日期', 'First day of service again')))
    .toHaveValue(/^\d{4}-\d\d-\d\d$/);
  await expect(page.getByText(pick(/^最早.*提前7天通知您/, /at the earliest; we tell you 7 days/)))
    .toBeVisible();
  await button(page, '停机保号', 'Pause this line').click();
  await expect(page.getByText(pick('停机至', 'Paused until'))).toBeVisible();
});
