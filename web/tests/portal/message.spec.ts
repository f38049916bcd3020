// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test} from '../support/test';
import {button} from './hands';

test('a message is told to be ours, or not', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  const item = await demo.submittedCase(person, {effective: 'cycle_end'});
  const ours = await demo.messageTo(person.msisdn, new RegExp(item.number));
  await page.goto('/my/message');
  await watch.look(page, 'message');
  const text = page.getByLabel(pick('粘贴短信内容', 'Paste the message'));
  await text.fill(ours);
  await button(page, '核验', 'Check it').click();
  await expect(page.getByText(pick('是我们发出的。', 'This message is from us.'),
    {exact: true})).toBeVisible();
  await watch.look(page, 'message-genuine');

  await text.fill('Your account will be closed! Click https://example.com/now and type your code.');
  await button(page, '核验', 'Check it').click();
  await expect(page.getByText(pick('不是我们发出的。请勿照做。',
    'This message is not from us. Do not do what it says.'))).toBeVisible();
  await watch.look(page, 'message-fake');
});
