// SPDX-License-Identifier: Apache-2.0
// The customer's own screen at a counter.
import {expect, pick, test} from '../support/test';
import {button, heading, link, toQuote} from './hands';

test('the customer picks, reads and signs on his own screen', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  const clerk = await demo.staffToken('clerk');
  const {items} = await demo.good('GET',
    `/api/v1/lines?msisdn=${encodeURIComponent(person.msisdn)}`, undefined, clerk);
  const pairing = await demo.good('POST', '/api/v1/pairings', {line_id: items[0].id}, clerk);

  await page.goto('/my/counter');
  await watch.look(page, 'counter');
  await page.getByLabel(pick('6位数字', '6 digits')).fill(pairing.code);
  await button(page, '开始', 'Begin').click();
  await toQuote(page);
  await watch.look(page, 'counter-quote');

  await link(page, '签名', 'Sign').click();
  await expect(heading(page, pick('请签名', 'Please sign'))).toBeVisible();
  await watch.look(page, 'counter-sign');
  await page.getByLabel(pick('或输入您的姓名', 'Or type your name')).fill('Li Lei');
  await button(page, '完成签名', 'Done').click();
  await expect(page.getByText(pick('已签名。', 'Signed.'))).toBeVisible();
  await page.getByRole('checkbox').check();
  await button(page, '停用号码', 'Stop this line').click();
  // The document is the clerk's to look at.
  await expect(page.getByText(pick(/请将证件交给营业员核对/, /hand your document to the clerk/)))
    .toBeVisible();
  await watch.look(page, 'counter-proof');
  await demo.good('POST', `/api/v1/cases/${new URL(page.url()).pathname.split('/')[3]}/confirmation`,
    {proofs: [{kind: 'in_person', value: person.id_number}]}, clerk);
  await expect(heading(page, pick('已收到您的申请', 'We have your request'))).toBeVisible();
  await watch.look(page, 'counter-receipt');

  await button(page, '结束并清除', 'End and clear').click();
  await expect(heading(page, pick('本次办理已结束', 'This visit has ended'))).toBeVisible();
  await watch.look(page, 'counter-ended');
});

test('the screen ends when the clerk ends it', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  const clerk = await demo.staffToken('clerk');
  const {items} = await demo.good('GET',
    `/api/v1/lines?msisdn=${encodeURIComponent(person.msisdn)}`, undefined, clerk);
  const pairing = await demo.good('POST', '/api/v1/pairings', {line_id: items[0].id}, clerk);
  await page.goto('/my/counter');
  await page.getByLabel(pick('6位数字', '6 digits')).fill(pairing.code);
  await button(page, '开始', 'Begin').click();
  await expect(heading(page, pick(/^注销 /, /^End /))).toBeVisible();
  watch.expectRefusal(401);
  await demo.call('DELETE', `/api/v1/pairings/${pairing.id}`, undefined, clerk);
  await expect(heading(page, pick('本次办理已结束', 'This visit has ended'))).toBeVisible();
});
