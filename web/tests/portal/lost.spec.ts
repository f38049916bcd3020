// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test} from '../support/test';
import {button, giveNumber, heading} from './hands';

test('a lost line is blocked without signing in', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  await page.goto('/my/lost');
  await watch.look(page, 'lost');
  await giveNumber(page, person);
  await page.getByLabel(pick('证件号码', 'Number of your identity document'))
    .fill(person.id_number);
  await button(page, '立即挂失', 'Block it now').click();
  await expect(heading(page, pick('已收到', 'We have it'))).toBeVisible();
  await watch.look(page, 'lost-sent');

  const clerk = await demo.staffToken('clerk');
  const {items} = await demo.good('GET',
    `/api/v1/lines?msisdn=${encodeURIComponent(person.msisdn)}`, undefined, clerk);
  expect(items[0].state).toBe('BARRED_LOST');
});

test('a number that cannot be one is said to be wrong before it is sent', async ({page}) => {
  await page.goto('/my/lost');
  await page.getByLabel(pick('手机号码', 'Phone number')).fill('12');
  await page.getByLabel(pick('证件号码', 'Number of your identity document')).fill('1');
  await button(page, '立即挂失', 'Block it now').click();
  await expect(page.getByRole('alert')).toHaveText(pick(/号码格式不对/, /cannot be a phone number/));
});
