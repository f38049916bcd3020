// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test, tick} from '../support/test';
import {button, heading, link, stateOf, toMyLines} from './hands';

test('a line is paused and works again', async ({page, demo, watch}) => {
  await toMyLines(page, demo, demo.person('plain'));
  await link(page, /^更多/, /^More/).click();
  await watch.look(page, 'line');
  await link(page, /^停机保号/, /^Pause/).click();
  await expect(heading(page, pick(/^停机保号 /, /^Pause /))).toBeVisible();
  await watch.look(page, 'pause');
  await button(page, '停机保号', 'Pause this line').click();
  await expect(page.getByText(pick(/已停机，号码为您保留/, /is paused\./))).toBeVisible();
  await expect(stateOf(page, '停机保号', 'Paused')).toBeVisible();

  await link(page, /^恢复服务/, /^Let it work again/).click();
  await watch.look(page, 'resume');
  await button(page, '恢复服务', 'Let it work again').click();
  await expect(stateOf(page, '正常', 'In service')).toBeVisible();
});

test('a pause may name its end', async ({page, demo}) => {
  await toMyLines(page, demo, demo.person('plain'));
  await link(page, /^更多/, /^More/).click();
  await link(page, /^停机保号/, /^Pause/).click();
  await tick(page.getByRole('radio', {name: pick('到指定日期', 'Until a day')}));
  await expect(page.getByLabel(pick('恢复服务的日期', 'First day of service again')))
    .toHaveValue(/^\d{4}-\d\d-\d\d$/);
  await button(page, '停机保号', 'Pause this line').click();
  await expect(page.getByText(pick('停机至', 'Paused until'))).toBeVisible();
});
