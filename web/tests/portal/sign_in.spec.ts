// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test} from '../support/test';
import {button, giveNumber, heading} from './hands';

test('a wrong code is refused, and the right one leads to where one wanted to go',
  async ({page, demo, watch}) => {
    const person = demo.person('plain');
    await page.goto('/my/lines');
    await giveNumber(page, person);
    await button(page, '获取验证码', 'Send the code').click();
    await expect(heading(page, pick('输入验证码', 'Type the code'))).toBeVisible();
    await watch.look(page, 'sign-in-code');
    const right = await demo.codeSentTo(person.msisdn);
    const code = page.getByLabel(pick('验证码', 'Code'), {exact: true});
    watch.expectRefusal(401);
    await code.fill(right === '000000' ? '111111' : '000000');
    await button(page, '登录', 'Sign in').click();
    await expect(page.getByRole('alert')).toBeVisible();
    await watch.look(page, 'sign-in-wrong');
    await code.fill(right);
    await button(page, '登录', 'Sign in').click();
    await expect(heading(page, pick('我的号码', 'My lines'))).toBeVisible();
    await button(page, '退出登录', 'Sign out').click();
    await expect(heading(page, pick('您要办什么？', 'What would you like to do?'))).toBeVisible();
  });
