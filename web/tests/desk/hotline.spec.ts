// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test, tick, type Demo} from '../support/test';
import {act, question, signInAt, title} from './staff';
import type {Page} from '@playwright/test';

async function find(page: Page, demo: Demo, what: string) {
  await signInAt(page, demo, 'agent', '/desk/hotline');
  await expect(title(page, '热线', 'Hotline')).toBeVisible();
  await page.getByLabel(pick('客户号码或受理编号', 'Customer\'s number or case number')).fill(what);
  await act(page, '查找', 'Find').click();
  await expect(page.getByRole('heading', {name: pick('开场白', 'Greeting')})).toBeVisible();
}

test('the agent reads aloud, offers once, sends it off and never sees a code',
  async ({page, demo, watch}) => {
    const person = demo.person('contract');
    await find(page, demo, person.msisdn);
    await watch.look(page, 'desk-hotline-found');
    await act(page, '注销号码', 'End this line').click();
    await expect(page.getByRole('group', {name: pick('什么时候停用', 'When the line stops')}))
      .toBeVisible();
    for (const group of await page.getByRole('group').all())
      if (await group.getByRole('radio', {checked: true}).count() === 0
        && await group.getByRole('radio').count() > 0)
        await tick(group.getByRole('radio').first());
    const told = page.getByRole('group', {name: pick('已向客户说明', 'The customer was told')});
    for (const one of await told.getByRole('checkbox').all()) await tick(one);
    await watch.look(page, 'desk-hotline-choices');
    await act(page, '生成申请', 'Make the request').click();

    const offers = page.getByRole('group', {name: pick('提哪一个', 'Which one')});
    await tick(offers.getByRole('radio').first());
    await watch.look(page, 'desk-hotline-offer');
    await act(page, '客户不接受', 'Declined').click();
    await expect(page.getByText(pick(/^已经挽留过一次/, /^The one offer was made/))).toBeVisible();
    await expect(offers).toHaveCount(0);

    await act(page, '客户同意，提交申请', 'The customer agrees: send it off').click();
    await expect(page.getByText(pick(/^请客户在网站或手机应用上自己输入验证码/,
      /^The customer types the code/))).toBeVisible();
    await expect(page.getByRole('textbox')).toHaveCount(1);
    const code = await demo.codeSentTo(person.msisdn);
    await expect(page.getByText(code)).toHaveCount(0);
    await watch.look(page, 'desk-hotline-sent');
  });

test('an offer that the customer takes ends the draft, and the line can be ended later',
  async ({page, demo, watch}) => {
    const person = demo.person('plain');
    await find(page, demo, person.msisdn);
    await act(page, '注销号码', 'End this line').click();
    await expect(page.getByRole('group', {name: pick('什么时候停用', 'When the line stops')}))
      .toBeVisible();
    const told = page.getByRole('group', {name: pick('已向客户说明', 'The customer was told')});
    for (const one of await told.getByRole('checkbox').all()) await tick(one);
    await act(page, '生成申请', 'Make the request').click();
    await tick(page.getByRole('radio', {name: pick('停机保号，保留号码',
      'Pause the line and keep the number')}));
    await act(page, '客户接受', 'Accepted').click();
    await expect(page.getByText(pick(/草稿已撤回。请告诉客户：.*营业厅办理。$/,
      /the draft is withdrawn\. Tell the customer/))).toBeVisible();
    await expect(act(page, '客户同意，提交申请', 'The customer agrees: send it off'))
      .toHaveCount(0);
    await watch.look(page, 'desk-hotline-taken');
    // The address still names the request that has ended.
    await expect(page).toHaveURL(/case=/);
    await expect(act(page, '注销号码', 'End this line')).toBeVisible();
  });

test('a caller learns how his request stands, and that it was not his stops it',
  async ({page, demo, watch}) => {
    const item = await demo.submittedCase(demo.person('plain'), {effective: 'cycle_end'});
    await find(page, demo, item.number);
    await expect(page.getByText(item.number, {exact: true})).toBeVisible();
    await act(page, '不是机主办的', 'Not asked by the owner').click();
    await watch.look(page, 'desk-hotline-not-me');
    await act(question(page), '不是机主办的', 'Not asked by the owner').click();
    await expect(page.getByText(pick('安全核查', 'On hold'), {exact: true})).toBeVisible();
  });

test('a number that is not ours is said to be unknown', async ({page, demo, watch}) => {
  await signInAt(page, demo, 'agent', '/desk/hotline');
  await page.getByLabel(pick('客户号码或受理编号', 'Customer\'s number or case number'))
    .fill('+8619900000000');
  await act(page, '查找', 'Find').click();
  await expect(page.getByText(pick('没有找到。请与客户核对号码。',
    'Not found. Check the number with the customer.'))).toBeVisible();
  await watch.look(page, 'desk-hotline-unknown');
});
