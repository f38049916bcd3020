// SPDX-License-Identifier: Apache-2.0
// What somebody had half written is kept when his session runs out and when somebody else
// was first; a sign-in that failed elsewhere says why.
import {expect, pick, test, type Demo} from '../support/test';
import {act, card, giveReason, openCase, pressAfterTheSession, question, signInAt, title}
  from './staff';
import type {Locator} from '@playwright/test';

const password = (within: Locator) =>
  within.getByLabel(pick('密码', 'Password'), {exact: true});

test('a company sign-in that failed says why, and another way in still leads on',
  async ({page, demo, watch}) => {
    await page.goto('/desk?sign_in=oidc.state');
    await expect(page.getByRole('alert')).toContainText(
      pick('这次登录不是从本浏览器发起的', 'This sign-in was not begun in this browser'));
    await watch.look(page, 'desk-sign-in-refused');
    // A code that no version knows, and none that could be one.
    await page.goto('/desk?sign_in=constructor');
    await expect(page.getByRole('alert')).toContainText(
      pick('没有登录成功', 'You are not signed in'));
    const {username, password: secret} = demo.ready.staff.reviewer!;
    await page.getByLabel(pick('用户名', 'Username'), {exact: true}).fill(username);
    await password(page.locator('main')).fill(secret);
    await act(page, '登录', 'Sign in').click();
    await expect(title(page, '审核', 'Reviews')).toBeVisible();
    await expect(page).toHaveURL(/\/desk\/reviews$/);
  });

async function writeHold(page: Parameters<typeof openCase>[0], demo: Demo) {
  const item = await demo.submittedCase(demo.person('plain'), {effective: 'cycle_end'});
  await signInAt(page, demo, 'fraud', `/desk/fraud?why=watch&q=${item.number}`);
  await openCase(page, item.number);
  await act(card(page), '拦截申请', 'Stop this request').click();
  await giveReason(page, 'half written');
}

test('a session that runs out keeps what was half written', async ({page, demo, watch}) => {
  watch.expectRefusal(401);
  await writeHold(page, demo);
  await pressAfterTheSession(page, () =>
    act(question(page), '拦截申请', 'Stop this request').click());
  const cover = page.locator('dialog');
  await expect(cover).toBeVisible();
  await expect(password(cover)).toBeFocused();
  await watch.look(page, 'desk-sign-in-again');
  for (let i = 0; i < 3; ++i) await page.keyboard.press('Escape');
  await expect(cover).toBeVisible();
  await password(cover).fill(demo.ready.staff.fraud!.password);
  await act(cover, '登录', 'Sign in').click();
  await expect(cover).toHaveCount(0);
  await expect(question(page).getByRole('textbox')).toHaveValue('half written');
  await act(question(page), '拦截申请', 'Stop this request').click();
  await expect(card(page).getByText(pick('安全核查', 'On hold'), {exact: true}).first())
    .toBeVisible();
});

test('no key reaches the queue beneath the sign-in', async ({page, demo, watch}) => {
  watch.expectRefusal(401);
  await signInAt(page, demo, 'fraud', '/desk/fraud');
  await expect(title(page, '风控核查', 'Fraud')).toBeVisible();
  await page.context().clearCookies();
  const cover = page.locator('dialog');
  await expect(cover).toBeVisible();
  await act(cover, '登录', 'Sign in').focus();
  await page.keyboard.press('?');
  await expect(page.locator('dl.keys')).toHaveCount(0);
});

test('somebody else who signs in over it finds nothing of what was there',
  async ({page, demo, watch}) => {
    watch.expectRefusal(401);
    await writeHold(page, demo);
    await pressAfterTheSession(page, () =>
      act(question(page), '拦截申请', 'Stop this request').click());
    const cover = page.locator('dialog');
    const {username, password: secret} = demo.ready.staff.auditor!;
    await cover.getByLabel(pick('用户名', 'Username'), {exact: true}).fill(username);
    await password(cover).fill(secret);
    await act(cover, '登录', 'Sign in').click();
    await expect(title(page, '您的岗位不能打开这个页面', 'Your role cannot open this page'))
      .toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

test('who is second at a case is told so and keeps his words', async ({page, demo, watch}) => {
  const item = await demo.submittedCase(demo.person('review'));
  await signInAt(page, demo, 'reviewer', `/desk/reviews?case=${item.id}`);
  await act(page, '转第二人', 'To a second person').click();
  await giveReason(page, 'not sure at all');
  await demo.good('POST', `/api/v1/cases/${item.id}/decision`,
    {decision: 'reject', reason_code: 'identity_not_proved'},
    await demo.staffToken('supervisor'));
  await expect(question(page).getByText(pick('现在不能再办这一项', 'no longer allows this')))
    .toBeVisible();
  await expect(question(page).getByRole('textbox')).toHaveValue('not sure at all');
  await expect(act(question(page), '转第二人', 'To a second person')).toBeDisabled();
  await watch.look(page, 'desk-review-second');
});
