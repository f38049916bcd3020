// SPDX-License-Identifier: Apache-2.0
// Somebody ends a line, and somebody takes a line back, on the plain page in Chromium: in
// Chinese on a phone with nothing but keys, in English on a desk with a mouse.
//
// usage: page.mjs LOCALE READY_FILE WORK_DIRECTORY SCREENS_DIRECTORY
// The demo's authority is trusted by Chromium through the key store in $HOME, and by Node
// through NODE_EXTRA_CA_CERTS.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';

import {Keys, Mouse} from './page_hands.mjs';
import {Watch, kDesk, kPhone} from './page_watch.mjs';

const require = createRequire(new URL('../node/package.json', import.meta.url));
const {chromium} = require('playwright-core');

const [locale, readyFile, work, screens] = process.argv.slice(2);
const ready = JSON.parse(readFileSync(readyFile, 'utf8'));
const kWaitMs = 15000;
const kArguments = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  // Whatever it may want to reach, there is nothing but the demo.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

const kWalks = [
  {
    locale: 'zh-CN', size: kPhone, Hands: Keys,
    other: 'English', own: '中文', clocks: '时间均为北京时间',
    number: '手机号码', sendCode: '获取验证码', code: '验证码', signIn: '登录',
    look: '查看注销须知',
    option: '捐赠', given: '捐赠', change: '修改选择',
    understood: '我已阅读', seeQuote: '查看费用', stopLine: '停用号码',
    proofs: {otp: '刚发送的验证码', id_number: '证件号码', iccid: 'SIM 卡号'},
    proveIt: '提交验证', restore: '恢复号码',
    voucherNumber: '凭证编号', checkVoucher: '核验凭证', valid: '有效',
    voucherPdf: '下载凭证（PDF）',
    states: {off: '已停用，可恢复', closed: '已办结', withdrawn: '已撤回'},
  },
  {
    locale: 'en-GB', size: kDesk, Hands: Mouse,
    other: '中文', own: 'English', clocks: 'All times: China time',
    number: 'Phone number', sendCode: 'Send the code', code: 'Code', signIn: 'Sign in',
    look: 'See what ending it means',
    option: 'Donate it', given: 'Donated', change: 'Change the choices',
    understood: 'I have read this', seeQuote: 'See the final figures',
    stopLine: 'Stop this line',
    proofs: {
      otp: 'Code we just sent', id_number: 'Number of your identity document',
      iccid: 'Number printed on the SIM',
    },
    proveIt: 'Send the proofs', restore: 'Have the line back',
    voucherNumber: 'Voucher number', checkVoucher: 'Check a voucher', valid: 'valid',
    voucherPdf: 'Voucher as PDF',
    states: {off: 'off, can come back', closed: 'ended', withdrawn: 'withdrawn'},
    documentAdded: 'A document was added.',
  },
];

async function lab(method, route, body) {
  const answer = await fetch(ready.url + route, {
    method, body: body && JSON.stringify(body),
    headers: body ? {'Content-Type': 'application/json'} : {},
  });
  assert.ok(answer.ok, `${method} ${route}: ${answer.status}`);
  return answer.json();
}

const advance = (by) => lab('POST', '/lab/clock', {advance: by});

async function eventually(what, attempt) {
  const end = Date.now() + kWaitMs;
  for (;;) {
    const found = await attempt();
    if (found) return found;
    assert.ok(Date.now() < end, `${what} did not come`);
    await new Promise((resume) => setTimeout(resume, 50));
  }
}

const kUsed = new Set();

// The newest code that came to the number and that nobody has typed.
function codeSentTo(number) {
  return eventually('a code', async () => {
    const {items} = await lab('GET', `/lab/messages?to=${encodeURIComponent(number)}`);
    for (const {at, text} of items) {
      const code = /(?<!\d)\d{6}(?!\d)/.exec(text);
      if (!code || kUsed.has(at + text)) continue;
      kUsed.add(at + text);
      return code[0];
    }
    return null;
  });
}

class Walk {
  constructor(words, page, watch) {
    Object.assign(this, {words, page, watch});
    this.hands = new words.Hands(page);
  }

  async signIn(person) {
    const {words, hands} = this;
    await hands.fill(words.number, person.msisdn);
    // What was typed is still there in the other language, and back.
    await hands.press(words.other);
    await hands.press(words.own);
    assert.equal(await this.page.locator('input[type=tel]').inputValue(), person.msisdn);
    await this.watch.look('sign-in');
    await hands.press(words.sendCode);
    await this.page.locator('input[autocomplete=one-time-code]').waitFor();
    await hands.fill(words.code, await codeSentTo(person.msisdn));
    await this.watch.look('code');
    await hands.press(words.signIn);
    await this.page.locator('.number').first().waitFor();
    await this.watch.look('lines');
  }

  // From the line to the request with its figures.
  async ask() {
    const {words, hands, page} = this;
    await hands.press(words.look);
    await page.locator('input[type=radio]').first().waitFor();
    await this.watch.look('precheck');
    await hands.choose(words.option);
    if (await page.getByText(words.understood).count()) await hands.tick(words.understood);
    await this.watch.look('choices');
    await hands.press(words.seeQuote);
    await page.locator('table').waitFor();
    await this.watch.look('quote');
    assert.ok(await page.locator('tr.sum', {hasText: words.given}).count());
    // Whoever changes his mind finds what he chose before.
    await hands.press(words.change);
    await page.locator('input[type=radio]').first().waitFor();
    assert.ok(await page.getByLabel(words.option).isChecked());
    await hands.press(words.seeQuote);
    await page.locator('table').waitFor();
  }

  // The operator's clocks, wherever the browser is.
  async readClocks() {
    await this.page.getByText(this.words.clocks).waitFor();
    const time = this.page.locator('.timeline time').first();
    const at = new Date(await time.getAttribute('datetime'));
    const clock = new Intl.DateTimeFormat('en-GB',
      {timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit'}).format(at);
    assert.ok((await time.innerText()).endsWith(clock), clock);
  }

  async prove(person, place) {
    const {words, hands, page} = this;
    const known = {id_number: person.id_number, iccid: person.iccid};
    await page.getByRole('button', {name: words.proveIt}).waitFor();
    await this.watch.look('proofs');
    for (const [kind, label] of Object.entries(words.proofs)) {
      if (!await page.getByLabel(label).count()) continue;
      await hands.fill(label, known[kind] || await codeSentTo(place));
    }
    await hands.press(words.proveIt);
    await page.locator('main .state').waitFor();
  }

  // The page asks by itself how far the request is.
  awaitState(word) {
    return this.page.locator('main .state', {hasText: word}).waitFor();
  }

  // As far as a line that is off and can come back.
  async stop(person) {
    await this.page.goto(ready.url + '/');
    await this.signIn(person);
    await this.ask();
    await this.hands.press(this.words.stopLine);
    await this.prove(person, person.msisdn);
    await this.watch.look('asked');
    await advance('P1D');  // At some hours the service stops later the same day.
    await this.awaitState(this.words.states.off);
    await this.watch.look('off');
    await this.readClocks();
  }

  // The card was changed days ago: the owner shows himself instead of typing a code.
  async askByVideo(person) {
    await this.page.goto(ready.url + '/');
    await this.signIn(person);
    await this.ask();
    await this.hands.press(this.words.stopLine);
    const buffer = Buffer.from('\0\0\0\x18ftypmp42 as far as anybody looks');
    await this.page.locator('input[type=file]').setInputFiles(
      {name: 'me.mp4', mimeType: 'video/mp4', buffer});
    await this.prove(person, person.msisdn);
    await this.page.locator('.timeline', {hasText: this.words.documentAdded}).waitFor();
    await this.watch.look('video-sent');
  }

  async endForGood(person) {
    await this.stop(person);
    await advance('P8D');
    await this.awaitState(this.words.states.closed);
    await this.watch.look('closed');
    const [download] = await Promise.all([
      this.page.waitForEvent('download'), this.hands.press(this.words.voucherPdf)]);
    const pdf = path.join(work, `${this.words.locale}.pdf`);
    await download.saveAs(pdf);
    assert.match(execFileSync('pdfsig', ['-nocert', pdf], {encoding: 'utf8'}),
      /Signature is Valid/);
    await this.check(/V(-[0-9A-Z]{5}){3}/.exec(await this.page.locator('main').innerText())[0]);
  }

  // Somebody who got the voucher looks it up at the address that is printed on it.
  async check(number) {
    const {words, page} = this;
    await page.evaluate(() => sessionStorage.clear());
    await page.goto('about:blank');
    await page.goto(ready.url + '/#voucher');
    await this.hands.fill(words.voucherNumber, number.toLowerCase());
    await this.hands.press(words.checkVoucher);
    await page.locator('main .state', {hasText: words.valid}).waitFor();
    await this.watch.look('voucher');
  }

  async takeBack(person) {
    await this.stop(person);
    this.watch.expectRefusal(403);  // The page learns from it what has to be proved.
    await this.hands.press(this.words.restore);
    await this.prove(person, person.other_msisdn);
    await this.awaitState(this.words.states.withdrawn);
    await this.watch.look('withdrawn');
    assert.equal(await this.page.getByText(this.words.voucherPdf).count(), 0);
    const {attached_cs: isBack} = await lab('GET', `/lab/phones/${person.msisdn}`);
    assert.ok(isBack);
  }
}

async function walk(words, name, kind) {
  const profile = path.join(work, `${words.locale}-${name}`);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium', args: kArguments, locale: words.locale,
    timezoneId: 'America/New_York', viewport: words.size, reducedMotion: 'reduce',
  });
  try {
    const page = context.pages()[0];
    page.setDefaultTimeout(kWaitMs);
    const watch = new Watch(context, page, {
      origin: ready.url, size: words.size, language: words.locale.slice(0, 2),
      file: (screen, width) =>
        path.join(screens, `${words.locale}-${width}-${name}-${screen}.png`),
    });
    await new Walk(words, page, watch)[name](ready.lines[kind][0]);
    watch.end();
  } catch (fault) {
    const last = path.join(screens, 'failed.png');
    await context.pages()[0].screenshot({path: last, fullPage: true}).catch(() => {});
    console.error(`${words.locale} ${name} failed; the last screen is ${last}`);
    throw fault;
  } finally {
    await context.close();
  }
}

mkdirSync(screens, {recursive: true});
const words = kWalks.find((one) => one.locale === locale);
// First, as no card is freshly swapped once the clock has been moved.
if (words.Hands === Mouse) await walk(words, 'askByVideo', 'swapped');
await walk(words, 'takeBack', 'credit');
await walk(words, 'endForGood', 'gift');
