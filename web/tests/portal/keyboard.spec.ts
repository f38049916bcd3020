// SPDX-License-Identifier: Apache-2.0
// One whole ending by keyboard alone.
import type {Page} from '@playwright/test';

import {expect, pick, test} from '../support/test';
import {heading, stateOf, stepOf} from './hands';

// Tabs on until what has the focus bears this name, as a person would look for it.
async function tabTo(page: Page, name: RegExp) {
  for (let i = 0; i < 60; ++i) {
    const found = await page.evaluate(() => {
      const node = document.activeElement as HTMLInputElement | null;
      if (!node || node === document.body) return '';
      const labels = [...(node.labels ?? [])].map((label) => label.innerText);
      return [node.getAttribute('aria-label'), ...labels, node.innerText].filter(Boolean).join(' ');
    });
    if (name.test(found)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no way to ${name} by keyboard`);
}

async function press(page: Page, name: RegExp) {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

// The heading has the focus after each page: what follows is one idea away.
async function arrived(page: Page, name: RegExp) {
  await expect(heading(page, name)).toBeFocused();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
}

async function answer(page: Page) {
  const main = page.getByRole('main');
  for (const box of await main.getByRole('checkbox').all()) {
    if (!await box.evaluate((node: HTMLInputElement) => node.required)) continue;
    for (let i = 0; i < 40 && !await box.evaluate((node) => node === document.activeElement); ++i)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expect(box).toBeChecked();
  }
}

test('a line is ended without a mouse', async ({page, demo}) => {
  const person = demo.person('credit');
  await page.goto('/');
  await expect(heading(page, pick('您要办什么？', 'What would you like to do?'))).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', {name: pick('跳到正文', 'Skip to the content')})).toBeFocused();
  await page.keyboard.press('Enter');
  await press(page, pick(/^我的号码$/, /^My lines$/));

  await arrived(page, pick(/^登录$/, /^Sign in$/));
  await tabTo(page, pick(/^手机号码/, /^Phone number/));
  await page.keyboard.type(person.msisdn);
  await page.keyboard.press('Enter');
  await arrived(page, pick(/^输入验证码$/, /^Type the code$/));
  // Skipping to the content leads nowhere else.
  await page.getByRole('link', {name: pick('跳到正文', 'Skip to the content')}).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await expect(heading(page, pick(/^输入验证码$/, /^Type the code$/))).toBeVisible();
  await tabTo(page, pick(/^验证码/, /^Code/));
  await page.keyboard.press('Enter');
  await expect(page.getByLabel(pick(/^验证码/, /^Code/))).toBeFocused();
  await page.keyboard.type(await demo.codeSentTo(person.msisdn));
  await page.keyboard.press('Enter');

  await arrived(page, pick(/^我的号码$/, /^My lines$/));
  await press(page, pick(/^注销此号/, /^End this line/));
  await expect(stepOf(page)).toBeVisible();
  const [, all = '0'] = (await stepOf(page).innerText()).match(/\d+/g) ?? [];
  for (let step = 1; step <= Number(all); ++step) {
    await expect(stepOf(page)).toHaveText(
      pick(`第${step}步，共${all}步`, `Step ${step} of ${all}`));
    await arrived(page, /./);
    await answer(page);
    await press(page, pick(/^(继续|继续注销|已阅读，继续|查看费用)$/,
      /^(Continue|Continue ending|Read, continue|See the figures)$/));
  }

  await arrived(page, pick(/^确认停用/, /^Stop /));
  await answer(page);
  await press(page, pick(/^停用号码$/, /^Stop this line$/));
  await arrived(page, pick(/^验证身份$/, /^Prove that it is you$/));
  await tabTo(page, pick(/^验证码/, /^Code/));
  await page.keyboard.type(await demo.codeSentTo(person.msisdn));
  for (const [name, value] of [
    [pick(/^证件号码/, /^Number of your identity/), person.id_number],
    [pick(/^SIM 卡或 eSIM 的卡号/, /^Number of the SIM or eSIM/), person.iccid]] as const) {
    if (await page.getByLabel(name).count() === 0) continue;
    await tabTo(page, name);
    await page.keyboard.type(value);
  }
  await page.keyboard.press('Enter');
  await arrived(page, pick(/^已收到您的申请$/, /^We have your request$/));
  await press(page, pick(/^查看进度$/, /^Follow it$/));
  await expect(stateOf(page, '已停用，可恢复', 'Off, can come back')).toBeVisible();
});
