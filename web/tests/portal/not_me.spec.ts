// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test} from '../support/test';
import {button, heading, link, stateOf, toMyLines} from './hands';

test('whoever did not ask stops it by the number, without signing in',
  async ({page, another, demo, watch}) => {
    const person = demo.person('plain');
    const item = await demo.submittedCase(person, {effective: 'cycle_end'});
    await page.goto('/my/not-me');
    await watch.look(page, 'not-me');
    await page.getByLabel(pick('申请编号', 'Number of the request')).fill(item.number);
    await button(page, '不是我申请的', 'It was not me').click();
    await expect(heading(page, pick('已收到', 'We have it'))).toBeVisible();
    await watch.look(page, 'not-me-sent');

    const owner = await another();
    await toMyLines(owner, demo, person);
    await link(owner, /^查看申请/, /^See the request/).click();
    await expect(stateOf(owner, '安全核查', 'On hold')).toBeVisible();
  });

test('a number that nobody has is answered alike', async ({page}) => {
  await page.goto('/my/not-me?case=2601-0000000-0');
  await button(page, '不是我申请的', 'It was not me').click();
  await expect(heading(page, pick('已收到', 'We have it'))).toBeVisible();
});

test('the owner stops a request that he sees among his own', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  await demo.submittedCase(person, {effective: 'cycle_end'});
  await toMyLines(page, demo, person);
  await link(page, /^查看申请/, /^See the request/).click();
  await link(page, '不是我申请的', 'It was not me').click();
  await watch.look(page, 'not-me-mine');
  await button(page, '不是我申请的', 'It was not me').click();
  await expect(stateOf(page, '安全核查', 'On hold')).toBeVisible();
  await watch.look(page, 'track-held');
});
