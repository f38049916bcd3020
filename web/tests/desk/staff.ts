// SPDX-License-Identifier: Apache-2.0
// What staff do at their desks, for the journeys.
import {expect, pick, type Demo} from '../support/test';
import type {Locator, Page, Route} from '@playwright/test';

export type Role = 'clerk' | 'agent' | 'reviewer' | 'supervisor' | 'fraud' | 'finance'
  | 'engineer' | 'auditor' | 'manager';

// Opens an address of the desk; the sign-in stands in the page's place until it is passed.
export async function signInAt(page: Page, demo: Demo, role: Role, address: string) {
  const {username, password} = demo.ready.staff[role]!;
  await signInAs(page, username, password, address);
}

export async function signInAs(page: Page, username: string, password: string, address: string) {
  await page.goto(address);
  await page.getByLabel(pick('用户名', 'Username'), {exact: true}).fill(username);
  await page.getByLabel(pick('密码', 'Password'), {exact: true}).fill(password);
  await page.getByRole('button', {name: pick('登录', 'Sign in'), exact: true}).click();
}

export const title = (page: Page, zh: string | RegExp, en: string | RegExp) =>
  page.getByRole('heading', {level: 1, name: pick<string | RegExp>(zh, en)});
export const act = (within: Page | Locator, zh: string, en: string) =>
  within.getByRole('button', {name: pick(zh, en), exact: true});
// The card of a case that lies over its list, and the question that lies over the card.
export const card = (page: Page) => page.getByRole('dialog').first();
export const question = (page: Page) => page.getByRole('dialog').last();

// The case beside its queue.
export const hand = (page: Page) =>
  page.getByRole('region', {name: pick('正在处理的业务', 'Case in hand')});

// The session is over, and the page learns it from this press: what it asks by itself every
// few seconds waits until then.
export async function pressAfterTheSession(page: Page, press: () => Promise<void>) {
  let answer = () => {};
  const pressed = new Promise<void>((resume) => { answer = resume; });
  await page.route('**/api/v1/**', async (route: Route) => {
    if (route.request().method() === 'GET') await pressed;
    await route.continue();
  });
  await page.context().clearCookies();
  await press();
  answer();
  await page.unrouteAll({behavior: 'wait'});
}

export async function giveReason(page: Page, reason: string) {
  await question(page).getByLabel(pick('原因', 'Reason'), {exact: true}).fill(reason);
}

export async function openCase(page: Page, number: string) {
  await page.getByRole('button', {name: new RegExp(number)}).click();
  await expect(card(page).getByRole('heading', {name: new RegExp(number)})).toBeVisible();
}
