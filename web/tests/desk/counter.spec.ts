// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test, tick, Watch, type Demo, type Person} from '../support/test';
import {button, consent, heading, link, toQuote} from '../portal/hands';
import {act, question, signInAt, title} from './staff';
import type {Page} from '@playwright/test';

async function find(page: Page, demo: Demo, person: Person) {
  await signInAt(page, demo, 'clerk', '/desk/counter');
  await expect(title(page, '柜台办理', 'Counter')).toBeVisible();
  await page.getByLabel(pick('客户号码', 'Customer\'s number')).fill(person.msisdn);
  await act(page, '查找', 'Find').click();
  await expect(page.getByRole('heading', {name: pick('客户', 'Customer'), exact: true}))
    .toBeVisible();
}

// Goes through what the check asks, as the customer would answer.
async function choose(page: Page) {
  await act(page, '在本屏办理注销', 'End the line on this screen').click();
  await expect(page.getByRole('group', {name: pick('什么时候停用', 'When the line stops')}))
    .toBeVisible();
  const told = page.getByRole('group', {name: pick('已向客户说明', 'The customer was told')});
  for (const one of await told.getByRole('checkbox').all()) await tick(one);
}

test('the clerk ends a line with the customer before him, from number to receipt',
  async ({page, demo, watch}) => {
    const person = demo.person('credit');
    await find(page, demo, person);
    await expect(page).toHaveURL(/\/desk\/counter\?line=[0-9a-f-]+$/);
    await expect(page.getByText(person.id_number)).toHaveCount(0);
    await watch.look(page, 'desk-counter-found');
    await choose(page);
    await watch.look(page, 'desk-counter-choices');
    await act(page, '生成申请', 'Make the request').click();

    await expect(act(page, '打印申请表', 'Print the form')).toBeVisible();
    const submit = act(page, '提交申请', 'Submit the request');
    await expect(submit).toBeDisabled();
    await tick(page.getByLabel(pick('客户已看过费用并签字',
      'The customer has read the costs and signed')));
    await watch.look(page, 'desk-counter-consent');
    await submit.click();

    const proof = page.getByLabel(pick('当面核验证件', 'Document seen in person'));
    watch.expectRefusal(403);
    await proof.fill('000000');
    await act(page, '核验', 'Prove').click();
    await expect(page.getByText(pick('不正确，请核对后重新输入。',
      'This is not right. Check it and type it again.'))).toBeVisible();
    await proof.fill(person.id_number);
    await act(page, '核验', 'Prove').click();
    await expect(proof).toHaveCount(0);

    await page.getByLabel(pick('扫描或输入卡号（ICCID）', 'Scan or type the card number (ICCID)'))
      .fill(person.iccid);
    await act(page, '收回此卡', 'Take this card back').click();
    await expect(page.getByText(pick('卡已收回', 'Card taken back'))).toBeVisible();
    const opened = page.context().waitForEvent('page');
    await act(page, '打印回执', 'Print the receipt').click();
    await (await opened).close();
    await watch.look(page, 'desk-counter-done');
  });

test('the customer picks, reads and signs on his own screen, and the clerk looks at his document',
  async ({page, demo, watch, another}) => {
    test.slow();
    const person = demo.person('plain');
    await find(page, demo, person);
    await act(page, '请客户在自己的屏幕上办理', 'Let the customer do it on a screen').click();
    const panel = page.getByRole('region', {name: pick('客户屏', 'Customer\'s screen')});
    const code = (await panel.getByText(/^\d{6}$/).innerText()).trim();
    await expect(panel.getByRole('img', {name: /\/my\/counter$/})).toBeVisible();
    await watch.look(page, 'desk-counter-screen');

    const theirs = await another();
    await theirs.goto('/my/counter');
    await watch.look(theirs, 'counter');
    await theirs.getByLabel(pick('6位数字', '6 digits')).fill(code);
    await button(theirs, '开始', 'Begin').click();
    await expect(panel.getByText(pick('客户屏已连接，等客户选择。',
      'The screen has joined; the customer is choosing.'))).toBeVisible();
    await toQuote(theirs);
    await watch.look(theirs, 'counter-quote');
    await link(theirs, '签名', 'Sign').click();
    await expect(heading(theirs, pick('请签名', 'Please sign'))).toBeVisible();
    await watch.look(theirs, 'counter-sign');
    await theirs.getByLabel(pick('或输入您的姓名', 'Or type your name')).fill('Li Lei');
    await button(theirs, '完成签名', 'Done').click();
    await expect(theirs.getByText(pick('已签名。', 'Signed.'))).toBeVisible();
    await consent(theirs);
    await expect(theirs.getByText(pick(/请将证件交给营业员核对/,
      /hand your document to the clerk/))).toBeVisible();
    await watch.look(theirs, 'counter-proof');

    await page.getByLabel(pick('当面核验证件', 'Document seen in person')).fill(person.id_number);
    await watch.look(page, 'desk-counter-follows');
    await act(page, '核验', 'Prove').click();
    await expect(heading(theirs, pick('已收到您的申请', 'We have your request'))).toBeVisible();
    await watch.look(theirs, 'counter-receipt');
    // What was on its way when the visit ended is refused.
    Watch.over(theirs).allowRefusal(401);
    await button(theirs, '结束并清除', 'End and clear').click();
    await expect(heading(theirs, pick('本次办理已结束', 'This visit has ended'))).toBeVisible();
    await watch.look(theirs, 'counter-ended');
    await expect(panel.getByText(pick('客户屏已断开。', 'The screen has left.'))).toBeVisible();
    await act(panel, '关闭', 'Close').click();
    await expect(panel).toHaveCount(0);
  });

// A draft by the owner: at the end of the billing month, the credit given away.
async function draftOf(demo: Demo, person: Person) {
  const token = await demo.token(person);
  const {items} = await demo.good('GET', '/api/v1/lines', undefined, token);
  const line = (items as any[]).find((one) => one.actions.includes('open_case'));
  const {obligations} = await demo.good('GET', `/api/v1/lines/${line.id}/precheck`, undefined,
    token);
  const options = (obligations as any[]).find(({id}) => id === 'OB-31').options as any[];
  const warnings = (obligations as any[]).filter((one) => one.class === 'warning');
  const settlements = (obligations as any[]).filter((one) => one.class === 'settle')
    .map(({id, default: usual, options: all}) =>
      ({obligation: id, option: id === 'OB-31' ? 'donate' : usual ?? all[0].id}));
  const item = await demo.good('POST', '/api/v1/cases', {line_id: line.id,
    effective: 'cycle_end', settlements,
    acknowledgements: warnings.map(({id}) => id)}, token);
  return {item, options};
}

test('what the clerk changes leaves the rest as the customer chose it',
  async ({page, demo, watch}) => {
    const person = await demo.personWithCredit();
    const {item, options} = await draftOf(demo, person);
    await find(page, demo, person);
    await act(page, '修改选择', 'Change the choices').click();
    const change = page.getByRole('region', {name: pick('修改选择', 'Change the choices')});
    await expect(change.getByRole('radio', {name: pick('本账期末', 'End of billing month')}))
      .toBeChecked();
    const label = (id: string) => {
      const {zh, en} = options.find((one) => one.id === id).label;
      return change.getByRole('radio', {name: pick(zh, en)});
    };
    await expect(label('donate')).toBeChecked();
    // That there is a request is no news in this very request.
    await expect(change.getByText(item.number)).toHaveCount(0);
    await watch.look(page, 'desk-counter-change');
    await tick(label('refund_source'));
    const [sent] = await Promise.all([
      page.waitForRequest((one) => one.url().endsWith('/settlements')),
      act(change, '保存选择', 'Keep these choices').click(),
    ]);
    expect(sent.postDataJSON()).toEqual({acknowledgements: [],
      settlements: [{obligation: 'OB-31', option: 'refund_source'}]});
    await expect(change).toHaveCount(0);
    const after = await demo.good('GET', `/api/v1/cases/${item.id}`, undefined,
      await demo.staffToken('clerk'));
    expect(after.effective).toBe('cycle_end');
  });

test('a request is taken back at the counter', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  await demo.submittedCase(person, {effective: 'cycle_end'});
  await find(page, demo, person);
  await act(page, '撤回申请', 'Withdraw the request').click();
  await expect(question(page).getByText(pick('申请停止办理，号码保持原状。',
    'The request stops; the line stays as it is.'))).toBeVisible();
  await question(page).getByLabel(pick('当面核验证件', 'Document seen in person'))
    .fill(person.id_number);
  await watch.look(page, 'desk-counter-withdraw');
  await act(question(page), '撤回申请', 'Withdraw the request').click();
  const withdrawn = page.getByText(pick('已撤回', 'Withdrawn'), {exact: true});
  await expect(withdrawn).toBeVisible();
  // It stays in view when the line has no request any more, and another can be begun.
  const begin = act(page, '在本屏办理注销', 'End the line on this screen');
  await expect(begin).toBeVisible();
  await expect(withdrawn).toBeVisible();
  await begin.click();
  await expect(page.getByRole('group', {name: pick('什么时候停用', 'When the line stops')}))
    .toBeVisible();
  await expect(withdrawn).toHaveCount(0);
});

// The screen that was made last, as the server has it.
async function pair(page: Page): Promise<string> {
  const [made] = await Promise.all([
    page.waitForResponse((one) => one.url().endsWith('/pairings') && one.status() === 201),
    act(page, '请客户在自己的屏幕上办理', 'Let the customer do it on a screen').click(),
  ]);
  return (await made.json()).id;
}

function ending(page: Page, id: string) {
  return page.waitForResponse((one) => one.url().endsWith(`/pairings/${id}`)
    && one.request().method() === 'DELETE' && one.status() === 204);
}

test('a screen ends when the clerk goes on without it', async ({page, demo}) => {
  const panel = page.getByRole('region', {name: pick('客户屏', 'Customer\'s screen')});
  await find(page, demo, demo.person('plain'));
  const first = await pair(page);
  await expect(panel).toBeVisible();
  await Promise.all([ending(page, first),
    act(page, '在本屏办理注销', 'End the line on this screen').click()]);
  await expect(panel).toHaveCount(0);

  const second = await pair(page);
  await expect(panel).toBeVisible();
  await page.getByLabel(pick('客户号码', 'Customer\'s number'))
    .fill(demo.person('credit').msisdn);
  await Promise.all([ending(page, second), act(page, '查找', 'Find').click()]);
  await expect(panel).toHaveCount(0);
});

test('a lost line is stopped for whoever stands at the counter', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  await find(page, demo, person);
  await act(page, '挂失', 'Report the line lost').click();
  const stop = act(question(page), '挂失停机', 'Stop the lost line');
  await expect(stop).toBeDisabled();
  await question(page).getByLabel(pick('机主证件号码或后六位',
    'Owner\'s identity number, or its last six')).fill(person.id_number);
  await watch.look(page, 'desk-counter-lost');
  await stop.click();
  await expect(page.getByText(pick('已挂失', 'Reported lost'), {exact: true})).toBeVisible();
});

test('what is masked is shown for a reason and hidden again', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  await demo.submittedCase(person, {effective: 'cycle_end'});
  await find(page, demo, person);
  const number = person.id_number;
  await act(page, '显示全文：证件号码', 'Show in full: identity number').click();
  const show = act(question(page), '显示全文', 'Show in full');
  await expect(show).toBeDisabled();
  await question(page).getByLabel(pick('原因', 'Reason'), {exact: true})
    .fill(pick('当面核对证件', 'Compared with the document'));
  await watch.look(page, 'desk-unmask');
  await show.click();
  await expect(page.getByText(number)).toBeVisible();
  await act(page, '隐藏：证件号码', 'Hide: identity number').click();
  await expect(page.getByText(number)).toHaveCount(0);
});
