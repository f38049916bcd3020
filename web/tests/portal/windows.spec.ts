// SPDX-License-Identifier: Apache-2.0
// Signing in and out where the network is slow or away, and in two windows.
import {expect, pick, test} from '../support/test';
import {button, heading, signIn, toMyLines} from './hands';

test('a number is of the operator\'s country though its name comes late',
  async ({page, demo}) => {
    const person = demo.person('plain');
    const {calling_code} = await demo.good('GET', '/api/v1/about');
    let answer = () => {};
    const asked = new Promise<void>((resume) => { answer = resume; });
    await page.route('**/api/v1/about', async (route) => {
      await asked;
      await route.continue();
    });
    await page.goto('/my/sign-in');
    await page.getByLabel(pick('手机号码', 'Phone number'))
      .fill(person.msisdn.slice(`+${calling_code.replace(/\D/g, '')}`.length));
    const sent = page.waitForRequest('**/api/v1/login-codes');
    await button(page, '获取验证码', 'Send the code').click();
    answer();
    expect((await sent).postDataJSON()).toEqual({msisdn: person.msisdn});
  });

test('who signs out in one window is signed out in the other',
  async ({page, context, demo}) => {
    await toMyLines(page, demo, demo.person('plain'));
    const other = await context.newPage();
    await other.goto('/my/lines');
    await expect(heading(other, pick('我的号码', 'My lines'))).toBeVisible();
    await button(page, '退出登录', 'Sign out').click();
    await expect(heading(page, pick('您要办什么？', 'What would you like to do?'))).toBeVisible();
    await expect(heading(other, pick('登录', 'Sign in'))).toBeVisible();
  });

test('signing out without a network is told to the server once it is back',
  async ({page, context, demo, watch}) => {
    const person = demo.person('plain');
    await toMyLines(page, demo, person);
    await page.evaluate(() => navigator.serviceWorker.ready);
    watch.expectOffline();
    await context.setOffline(true);
    await button(page, '退出登录', 'Sign out').click();
    await expect(heading(page, pick('您要办什么？', 'What would you like to do?'))).toBeVisible();
    const ended = page.waitForResponse((answer) =>
      answer.request().method() === 'DELETE' && answer.url().endsWith('/sessions/current'));
    await context.setOffline(false);
    expect((await ended).ok()).toBe(true);
    await page.goto('/my/lines');
    await signIn(page, demo, person, person.msisdn);
    await expect(heading(page, pick('我的号码', 'My lines'))).toBeVisible();
  });
