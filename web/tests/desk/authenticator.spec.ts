// SPDX-License-Identifier: Apache-2.0
import {codeOf} from '../support/authenticator';
import {expect, pick, test} from '../support/test';
import {act, title} from './staff';

test('an account with an authenticator needs its code, and each code once',
  async ({page, demo, watch}, {project, workerIndex}) => {
    const username = `totp-${project.name}-${workerIndex}`;
    const password = 'battery staple of the audit';
    const said = demo.addStaff(username, 'auditor', password);
    const field = (zh: string, en: string) => page.getByLabel(pick(zh, en), {exact: true});
    const wrong = page.getByRole('alert').first();
    const signIn = async (code: string) => {
      await field('用户名', 'Username').fill(username);
      await field('密码', 'Password').fill(password);
      await page.getByLabel(pick('动态口令', 'One-time code')).fill(code);
      await act(page, '登录', 'Sign in').click();
    };
    watch.expectRefusal(401);
    await page.goto('/desk/audit');
    await signIn('');
    await expect(wrong).toBeVisible();
    await watch.look(page, 'desk-sign-in-totp');
    await signIn('12345');
    await expect(page.getByText(pick('动态口令是6位数字。',
      'The one-time code has 6 digits.'))).toBeVisible();
    const code = codeOf(said);
    await signIn(code);
    await expect(title(page, '审计', 'Audit')).toBeVisible();

    await act(page, '退出登录', 'Sign out').click();
    await signIn(code);
    await expect(wrong).toBeVisible();
  });
