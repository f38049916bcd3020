// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test, tick} from '../support/test';
import {answer, button, consent, giveProofs, heading, link, prove, settled, stateOf, stepOf,
  toMyLines, toQuote, wayOn} from './hands';

test('a line is ended two clicks from home', async ({page, demo, watch}) => {
  const person = demo.person('credit');
  await page.goto('/');
  await watch.look(page, 'home');
  await link(page, '我的号码', 'My lines').click();
  await watch.look(page, 'sign-in');
  await toMyLines(page, demo, person);
  await watch.look(page, 'lines');
  await link(page, /^注销此号/, /^End this line/).click();

  await toQuote(page, (step) => watch.look(page, `end-${step}`));
  await expect(page.getByText(pick(/^以下是最终费用。/, /^These are the final figures\./)))
    .toBeVisible();
  await watch.look(page, 'quote');
  await consent(page);
  await expect(heading(page, pick('验证身份', 'Prove that it is you'))).toBeVisible();
  await watch.look(page, 'proof');
  await prove(page, demo, person);
  await watch.look(page, 'receipt');

  await expect(page.getByRole('img', {name: pick(/二维码/, /QR code/)})).toBeVisible();
  await link(page, '查看进度', 'Follow it').click();
  await expect(stateOf(page, '已停用，可恢复', 'Off, can come back')).toBeVisible();
  await watch.look(page, 'track');
});

test('the way back, a reload and the other language keep what was chosen',
  async ({page, demo}) => {
    await toMyLines(page, demo, await demo.personWithCredit());
    await link(page, /^注销此号/, /^End this line/).click();
    const donate = page.getByRole('radio', {name: pick('捐赠', 'Donate it')});
    // One question more where something is not billed yet.
    await expect(stepOf(page)).toBeVisible();
    for (let step = 1; ; ++step) {
      await settled(page);
      if (await donate.isVisible()) break;
      await answer(page);
      await wayOn(page).click();
      await expect(stepOf(page)).toHaveText(
        pick(new RegExp(`^第${step + 1}步`), new RegExp(`^Step ${step + 1} `)));
    }
    await tick(donate);
    await wayOn(page).click();
    await page.goBack();
    await expect(donate).toBeChecked();
    await page.reload();
    await expect(donate).toBeChecked();
    await page.getByRole('button', {name: pick('English', '中文')}).click();
    await expect(page.getByRole('radio', {name: pick('Donate it', '捐赠')})).toBeChecked();
  });

test('a request that was given up is made anew with the same answers',
  async ({page, demo}) => {
    const end = async (each?: () => Promise<void>) => {
      await link(page, /^注销此号/, /^End this line/).click();
      await toQuote(page, each);
      return page.url();
    };
    await toMyLines(page, demo, demo.person('credit'));
    const first = await end();
    await page.goto(first.replace(/\/quote$/, '/withdraw'));
    await button(page, '放弃办理', 'Keep this line').click();
    await expect(stateOf(page, '已撤回', 'Withdrawn')).toBeVisible();
    await link(page, '我的号码', 'My lines').click();
    // What was agreed to for the one is not agreed to for the other.
    const agreed = page.locator('input[type=checkbox]:required:checked');
    const second = await end(() => expect(agreed).toHaveCount(0));
    expect(second).not.toBe(first);
    await expect(page.getByText(pick(/^以下是最终费用。/, /^These are the final figures\./)))
      .toBeVisible();
  });

test('a line with a contract and one with debts tell what they cost', async ({page, demo, watch}) => {
  await toMyLines(page, demo, demo.person('contract'));
  await link(page, /^注销此号/, /^End this line/).click();
  await toQuote(page);
  await expect(page.getByRole('rowheader', {name: pick(/解约费/, /Fee for leaving/)})).toBeVisible();
  await watch.look(page, 'quote-contract');
  // Nothing is asked for as long as nothing was agreed to.
  await button(page, '停用号码', 'Stop this line').click();
  await expect(heading(page, pick(/^确认停用/, /^Stop /))).toBeVisible();
});

test('a quote that changed meanwhile is shown beside the old one', async ({page, demo, watch}) => {
  const person = demo.person('credit');
  await toMyLines(page, demo, person);
  await link(page, /^注销此号/, /^End this line/).click();
  await toQuote(page);
  const token = await demo.token(person);
  const {items} = await demo.good('GET', '/api/v1/cases', undefined, token);
  const item = items.find((one: {state: string}) => one.state === 'DRAFT');
  await demo.good('POST', `/api/v1/cases/${item.id}/settlements`,
    {effective: 'cycle_end'}, token);

  watch.expectRefusal(409, 412);
  await consent(page);
  const notice = page.getByRole('alert');
  await expect(notice).toContainText(pick('费用有变化', 'The figures have changed'));
  await expect(notice).toBeFocused();
  await expect(notice).toBeInViewport();
  await expect(page.getByText(pick('费用有变化，请先看上方新的费用。',
    'The figures have changed; look at the new ones above first.'))).toBeVisible();
  await expect(notice.getByRole('columnheader', {name: pick('原来', 'Before')})).toBeVisible();
  await expect(page.getByRole('checkbox')).not.toBeChecked();
  // The line works on until then, so these are not yet the last figures.
  await expect(page.getByText(pick(/^以下按今天计算。/, /^These are the figures as of today\./)))
    .toBeVisible();
  await watch.look(page, 'quote-changed');
  await consent(page);
  await expect(heading(page, pick('验证身份', 'Prove that it is you'))).toBeVisible();
});

test('a proof that is wrong is named, and what was right is kept', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  await toMyLines(page, demo, person);
  await link(page, /^注销此号/, /^End this line/).click();
  await toQuote(page);
  await consent(page);
  await expect(heading(page, pick('验证身份', 'Prove that it is you'))).toBeVisible();
  await giveProofs(page, demo, person);
  watch.expectRefusal(400, 403, 409, 422);
  const id = page.getByLabel(pick('证件号码', 'Number of your identity document'), {exact: true});
  await id.fill('000000');
  await button(page, '提交验证并停用', 'Send and stop the line').click();
  await expect(page.getByText(pick('与登记不符，请核对后重填。',
    'This does not match our record. Check it and type it again.'))).toBeVisible();
  await watch.look(page, 'proof-wrong');
  await id.fill(person.id_number);
  await button(page, '提交验证并停用', 'Send and stop the line').click();
  await expect(heading(page, pick('已收到您的申请', 'We have your request'))).toBeVisible();
});
