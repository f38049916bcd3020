// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test} from '../support/test';
import {act, card, giveReason, openCase, question, signInAt, title} from './staff';

test('what the owner did not ask for is read through and refused',
  async ({page, demo, watch}) => {
    const person = demo.person('plain');
    const item = await demo.submittedCase(person, {effective: 'cycle_end'});
    await demo.good('POST', '/api/v1/objections', {case_number: item.number});
    await signInAt(page, demo, 'fraud', '/desk/fraud');
    await expect(title(page, '风控核查', 'Fraud')).toBeVisible();
    await expect(page.getByRole('button', {name: pick(/^非本人/, /^“Not me”/)}))
      .toHaveAttribute('aria-pressed', 'true');
    await openCase(page, item.number);
    const shown = card(page);
    await expect(shown.getByText(pick(/首尾相扣，未被改动/, /nothing was changed/)))
      .toBeVisible();
    await expect(shown.getByRole('heading', {name: pick('与其他申请的联系',
      'Links to other requests')})).toBeVisible();
    await watch.look(page, 'desk-fraud-case');

    await act(shown, '驳回申请', 'Refuse this request').click();
    const ask = question(page);
    await expect(ask.getByText(pick('本申请还没有停用这个号码。',
      'This request has not stopped the line.'))).toBeVisible();
    const refuse = act(ask, '驳回申请', 'Refuse this request');
    await expect(refuse).toBeDisabled();
    await ask.getByRole('combobox').click();
    await page.getByTitle(pick('机主表示并非本人申请',
      'the owner said that it was not him'), {exact: true}).click();
    await watch.look(page, 'desk-fraud-refuse');
    await refuse.click();
    await expect(shown.getByText(pick('未通过', 'Refused'), {exact: true})).toBeVisible();
  });

test('a risky request is stopped, found again by its reason, and let go on',
  async ({page, demo, watch}) => {
    const item = await demo.submittedCase(demo.person('plain'), {effective: 'cycle_end'});
    await signInAt(page, demo, 'fraud', `/desk/fraud?why=watch&q=${item.number}`);
    await openCase(page, item.number);
    await act(card(page), '拦截申请', 'Stop this request').click();
    const stop = act(question(page), '拦截申请', 'Stop this request');
    await expect(stop).toBeDisabled();
    await giveReason(page, pick('与三件申请使用同一设备', 'Same device as three others'));
    await watch.look(page, 'desk-fraud-stop');
    await stop.click();
    await expect(card(page).getByText(pick('安全核查', 'On hold'), {exact: true}))
      .toBeVisible();

    await page.goto(`/desk/fraud?why=analyst`);
    await openCase(page, item.number);
    await act(card(page), '解除拦截', 'Let it go on').click();
    await giveReason(page, pick('已回拨本人核实', 'Called back, it was the owner'));
    await watch.look(page, 'desk-fraud-release');
    await act(question(page), '解除拦截', 'Let it go on').click();
    await expect(question(page).getByRole('textbox')).toBeHidden();
    await expect(card(page).getByText(pick('待停用', 'Scheduled'), {exact: true}).first())
      .toBeVisible();
  });

test('what was handed in can be looked at by the analyst', async ({page, demo}) => {
  const item = await demo.submittedCase(demo.person('plain'), {effective: 'cycle_end'});
  await demo.good('POST', '/api/v1/objections', {case_number: item.number});
  const seen = await demo.good('GET', `/api/v1/cases/${item.id}`, undefined,
    await demo.staffToken('fraud'));
  const paper = {id: item.line_id, name: 'mandate.pdf', media_type: 'application/pdf', bytes: 10,
    at: item.opened_at, kind: 'mandate', defects: [], is_seen: false};
  await page.route(`**/api/v1/cases/${item.id}`, (route) =>
    route.fulfill({json: {...seen, documents: [paper]}}));
  await signInAt(page, demo, 'fraud', `/desk/fraud?case=${item.id}`);
  await expect(card(page).getByRole('button', {name: pick(/^查看/, /^Look: /)})).toBeVisible();
});
