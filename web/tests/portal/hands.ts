// SPDX-License-Identifier: Apache-2.0
// What a subscriber does with the pages, for the journeys.
import {expect, pick, tick, type Demo, type Person} from '../support/test';
import type {Locator, Page} from '@playwright/test';

export const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', {level: 1, name});
export const button = (page: Page, zh: string, en: string) =>
  page.getByRole('button', {name: pick(zh, en), exact: true});
export const link = (page: Page, zh: string | RegExp, en: string | RegExp) =>
  page.getByRole('main').getByRole('link', {name: pick<string | RegExp>(zh, en)});

export async function giveNumber(page: Page, person: Person) {
  await page.getByLabel(pick('手机号码', 'Phone number')).fill(person.msisdn);
}

// From wherever the sign-in came up.
// `place`: where the code goes.
export async function signIn(page: Page, demo: Demo, person: Person, place: string) {
  await giveNumber(page, person);
  await button(page, '获取验证码', 'Send the code').click();
  const code = page.getByLabel(pick('验证码', 'Code'), {exact: true});
  await expect(code).toBeVisible();
  await code.fill(await demo.codeSentTo(place));
  await button(page, '登录', 'Sign in').click();
}

export async function toMyLines(page: Page, demo: Demo, person: Person,
  place = person.msisdn) {
  await page.goto('/my/lines');
  await signIn(page, demo, person, place);
  await expect(heading(page, pick('我的号码', 'My lines'))).toBeVisible();
}

export async function settled(page: Page) {
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
}

// Where codes go when the line is off.
export const elsewhere = (person: Person) => person.email || person.other_msisdn;

// Answers the question of this screen with the first answer where none is chosen.
export async function answer(page: Page) {
  await settled(page);
  const main = page.getByRole('main');
  for (const box of await main.getByRole('checkbox').all())
    if (await box.evaluate((node: HTMLInputElement) => node.required)) await tick(box);
  const radios = main.getByRole('radio');
  if (await radios.count() === 0) return;
  const chosen = await radios.evaluateAll((all: HTMLInputElement[]) =>
    all.some((one) => one.checked));
  if (!chosen) await tick(radios.first());
}

export const stepOf = (page: Page): Locator =>
  page.getByText(pick(/第\d+步，共\d+步/, /Step \d+ of \d+/));

export const wayOn = (page: Page) => page.getByRole('button', {name: pick(
  /^(继续|继续注销|已阅读，继续|查看费用)$/,
  /^(Continue|Continue ending|Read, continue|See the figures)$/)});

// From "End this line" to the quote; `each` sees every question before it is answered.
export async function toQuote(page: Page, each: (step: number) => Promise<void> = async () => {}) {
  await expect(stepOf(page)).toBeVisible();
  const [, all = '0'] = (await stepOf(page).innerText()).match(/\d+/g) ?? [];
  for (let step = 1; step <= Number(all); ++step) {
    await expect(stepOf(page)).toHaveText(
      pick(`第${step}步，共${all}步`, `Step ${step} of ${all}`));
    await settled(page);
    await each(step);
    await answer(page);
    await wayOn(page).click();
  }
  await expect(heading(page, pick(/^确认停用/, /^Stop /))).toBeVisible();
}

export async function consent(page: Page) {
  await tick(page.getByRole('checkbox'));
  await button(page, '停用号码', 'Stop this line').click();
}

// Gives whatever the page asks for. `place`: where the code goes.
export async function giveProofs(page: Page, demo: Demo, person: Person, place = person.msisdn) {
  const field = (zh: string, en: string) => page.getByLabel(pick(zh, en), {exact: true});
  const code = field('验证码', 'Code');
  const id = field('证件号码', 'Number of your identity document');
  // Until then it is still the page before, with fields of its own.
  await expect(code.or(id).first()).toBeVisible();
  if (await code.count()) await code.fill(await demo.codeSentTo(place));
  if (await id.count()) await id.fill(person.id_number);
  const card = field('SIM 卡或 eSIM 的卡号（ICCID）', 'Number of the SIM or eSIM (ICCID)');
  if (await card.count()) await card.fill(person.iccid);
}

export async function prove(page: Page, demo: Demo, person: Person) {
  await expect(heading(page, pick('验证身份', 'Prove that it is you'))).toBeVisible();
  await giveProofs(page, demo, person);
  await button(page, '提交验证并停用', 'Send and stop the line').click();
  await expect(heading(page, pick('已收到您的申请', 'We have your request'))).toBeVisible();
}

export const stateOf = (page: Page, zh: string, en: string) =>
  page.getByRole('main').getByText(pick(zh, en), {exact: true});

async function inState(demo: Demo, id: string, state: string) {
  const reviewer = await demo.staffToken('reviewer');
  await expect.poll(async () =>
    (await demo.good('GET', `/api/v1/cases/${id}`, undefined, reviewer)).state).toBe(state);
  return reviewer;
}

// A request whose line is off; until then codes still go to the line.
export async function turnedOff(demo: Demo, person: Person) {
  const item = await demo.submittedCase(person);
  await inState(demo, item.id, 'COOLING_OFF');
  return item;
}

// A request that a reviewer has sent back for a paper.
export async function sentBack(demo: Demo, person: Person) {
  const item = await demo.submittedCase(person);
  const reviewer = await inState(demo, item.id, 'UNDER_REVIEW');
  await demo.good('POST', `/api/v1/cases/${item.id}/decision`,
    {decision: 'need_more', defects: ['mandate_missing']}, reviewer);
  return item;
}
