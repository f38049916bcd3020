// SPDX-License-Identifier: Apache-2.0
import {expect, isPhone, pick, test} from '../support/test';
import {act, pressAfterTheSession, signInAt, title} from './staff';

test('who signs in is back where he was, and a wrong password says so',
  async ({page, demo, watch}) => {
    watch.expectRefusal(401);
    const {username, password} = demo.ready.staff.reviewer!;
    await page.goto('/desk/cases?state=CLOSED&sort=due');
    await expect(title(page, '员工登录', 'Staff sign-in')).toBeVisible();
    await watch.look(page, 'desk-sign-in');
    await page.getByLabel(pick('用户名', 'Username'), {exact: true}).fill(username);
    await page.getByLabel(pick('密码', 'Password'), {exact: true}).fill('wrong');
    await act(page, '登录', 'Sign in').click();
    await expect(page.getByRole('alert').first()).toBeVisible();
    await expect(page).toHaveURL(/\/desk\/cases\?state=CLOSED&sort=due$/);

    await page.getByLabel(pick('密码', 'Password'), {exact: true}).fill(password);
    await act(page, '登录', 'Sign in').click();
    await expect(title(page, '全部业务', 'All cases')).toBeVisible();
    await expect(page).toHaveURL(/\/desk\/cases\?state=CLOSED&sort=due$/);
    await watch.look(page, 'desk-cases');

    await act(page, '退出登录', 'Sign out').click();
    await expect(title(page, '员工登录', 'Staff sign-in')).toBeVisible();
  });

test('a session that ends keeps the place of whoever had it', async ({page, demo, watch}) => {
  watch.expectRefusal(401);
  const item = await demo.submittedCase(demo.person('plain'), {effective: 'cycle_end'});
  await signInAt(page, demo, 'clerk', `/desk/cases?q=${item.number}`);
  await expect(page.getByRole('button', {name: new RegExp(item.number)})).toBeVisible();
  await pressAfterTheSession(page, () =>
    page.getByRole('button', {name: new RegExp(item.number)}).click());
  await expect(title(page, '员工登录', 'Staff sign-in')).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`q=${item.number}&case=`));
});

test('a page of another role is not opened', async ({page, demo, watch}) => {
  await signInAt(page, demo, 'clerk', '/desk/reviews');
  await expect(title(page, '您的岗位不能打开这个页面', 'Your role cannot open this page'))
    .toBeVisible();
  await watch.look(page, 'desk-not-yours');
  if (isPhone()) await act(page, '菜单', 'Menu').click();
  await expect(page.getByRole('link', {name: pick('柜台办理', 'Counter')})).toBeVisible();
  await expect(page.getByRole('link', {name: pick('审核', 'Reviews'), exact: true}))
    .toHaveCount(0);
});

test('the language and the look are this desk\'s choice', async ({page, demo, watch}) => {
  await signInAt(page, demo, 'clerk', '/desk/counter');
  await expect(title(page, '柜台办理', 'Counter')).toBeVisible();
  await act(page, '外观', 'Appearance').click();
  await page.getByRole('menuitem', {name: pick('深色', 'Dark')}).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await act(page, 'English', '中文').click();
  await expect(page.getByRole('heading', {level: 1, name: pick('Counter', '柜台办理')}))
    .toBeVisible();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('heading', {level: 1, name: pick('Counter', '柜台办理')}))
    .toBeVisible();
  expect(watch).toBeTruthy();
});
