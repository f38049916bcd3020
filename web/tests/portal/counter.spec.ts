// SPDX-License-Identifier: Apache-2.0
// The customer's own screen at a counter.
import type {Page} from '@playwright/test';

import {expect, pick, test, type Demo, type Person} from '../support/test';
import {button, heading, link, toQuote} from './hands';

// A screen that a clerk has paired for this person's line.
async function joined(page: Page, demo: Demo, person: Person) {
  const clerk = await demo.staffToken('clerk');
  const {items} = await demo.good('GET',
    `/api/v1/lines?msisdn=${encodeURIComponent(person.msisdn)}`, undefined, clerk);
  const pairing = await demo.good('POST', '/api/v1/pairings', {line_id: items[0].id}, clerk);
  await page.goto('/my/counter');
  await page.getByLabel(pick('6位数字', '6 digits')).fill(pairing.code);
  await button(page, '开始', 'Begin').click();
  return {clerk, pairing};
}

test('the screen ends when the clerk ends it', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  const {clerk, pairing} = await joined(page, demo, person);
  await expect(heading(page, pick(/^注销 /, /^End /))).toBeVisible();
  watch.expectRefusal(401);
  await demo.call('DELETE', `/api/v1/pairings/${pairing.id}`, undefined, clerk);
  await expect(heading(page, pick('本次办理已结束', 'This visit has ended'))).toBeVisible();
});

test('a customer signs by hand after trying without', async ({page, demo}) => {
  await joined(page, demo, demo.person('plain'));
  await toQuote(page);
  await link(page, '签名', 'Sign').click();
  const pad = page.getByRole('img', {name: pick('签名区', 'Space to sign')});
  await expect(pad).toBeVisible();
  // Nothing is signed yet, and the page says what it wants.
  await button(page, '完成签名', 'Done').click();
  await expect(page.getByLabel(pick('或输入您的姓名', 'Or type your name'))).toBeFocused();
  const box = (await pad.boundingBox())!;
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, {steps: 5});
  await page.mouse.up();
  await button(page, '完成签名', 'Done').click();
  await expect(page.getByText(pick('已签名。', 'Signed.'))).toBeVisible();
});
