// SPDX-License-Identifier: Apache-2.0
// What every journey stands on: a demo of its own, a browser that trusts it, and a watch
// that fails the test for whatever a careful reader would complain about.
import {test as base, expect, chromium, type Browser, type BrowserContext, type Locator,
  type Page} from '@playwright/test';
import {readFileSync, mkdirSync} from 'node:fs';
import path from 'node:path';

import {Demo, type Person} from './demo';
import {Gate} from './gate';

const kAxe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const kScreens = process.env.SIGNOFF_SCREENS;  // A folder: `make screens`.
const kArguments = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--use-fake-device-for-media-stream'];

// Answers of ours that a test asks to be refused: one of them has to come, and none other is
// excused.
interface Refusal {
  statuses: number[];
  isSeen: boolean;
}

// What a service worker does not say of itself: its faults, and what its policy stopped.
const kTellFaults = () => {
  const tell = (what: unknown) => console.error(`the service worker: ${String(what)}`);
  addEventListener('error', (event) => tell(event.message));
  addEventListener('unhandledrejection', (event) => tell(event.reason));
  addEventListener('securitypolicyviolation', (event) => tell(`blocked ${event.blockedURI}`));
};

// Looks over the shoulder of one browser context.
export class Watch {
  private static readonly all = new WeakMap<BrowserContext, Watch>();
  private complaints: string[] = [];
  private refusals: Refusal[] = [];
  private origins: Set<string>;
  private isOffline = false;

  constructor(private context: BrowserContext, private origin: string, private gate: Gate,
    private screens: Screens) {
    this.origins = new Set([origin]);
    Watch.all.set(context, this);
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (/^(blob|data|about):$/.test(url.protocol) || this.origins.has(url.origin)) return;
      this.complaints.push(`left the origin: ${url}`);
    });
    context.on('response', (response) => {
      if (response.status() < 400 || !this.isOurs(response.url())) return;
      if (this.isRefusal(response.status(), response.url())) return;
      this.complaints.push(`answered ${response.status()}: ${response.url()}`);
    });
    context.on('weberror', (error) => this.complaints.push(`threw: ${error.error()}`));
    context.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      const {url} = message.location();
      if (url && !this.isOurs(url) || this.isExpected(message.text(), url)) return;
      this.complaints.push(`console ${message.type()}: ${message.text()}`);
    });
    context.on('serviceworker', (worker) => void worker.evaluate(kTellFaults).catch(() => {}));
  }

  // The one that looks at this page.
  static over(page: Page): Watch {
    return this.all.get(page.context())!;
  }

  // Answers of the server that the page asks for on purpose, one of them at least; Chromium
  // writes each to its console.
  expectRefusal(...statuses: number[]) {
    this.refusals.push({statuses, isSeen: false});
  }

  // Answers that may be refused or not, as the moment has it.
  allowRefusal(...statuses: number[]) {
    this.refusals.push({statuses, isSeen: true});
  }

  // From here on the network may be away.
  expectOffline() {
    this.isOffline = true;
  }

  // From here on it has to be there.
  async expectOnline() {
    await this.listen();
    this.isOffline = false;
  }

  // Another site that the journey leads to.
  expectVisit(url: string) {
    const {origin, host} = new URL(url);
    this.origins.add(origin);
    this.gate.open(host);
  }

  // What another site says of its own pages is its own affair.
  private isOurs(url: string): boolean {
    const {origin} = new URL(url, this.origin);
    return origin === this.origin || !this.origins.has(origin);
  }

  private isRefusal(status: number, url: string): boolean {
    // A page or a file of ours that is missing is never excused.
    if (!url.startsWith(`${this.origin}/api/`)) return false;
    const found = this.refusals.filter(({statuses}) => statuses.includes(status));
    for (const refusal of found) refusal.isSeen = true;
    return found.length > 0;
  }

  private isExpected(text: string, url: string): boolean {
    if (this.isOffline && /ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch/.test(text))
      return true;
    const status = /status of (\d{3})/.exec(text)?.[1];
    return status !== undefined && this.isRefusal(Number(status), url);
  }

  // The page as it is now: accessible, inside its width, and drawn for `make screens`.
  async look(page: Page, name: string) {
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await this.lookWhileBusy(page, name);
  }

  // The same of a page that still waits for something.
  async lookWhileBusy(page: Page, name: string) {
    test.info().annotations.push({type: 'looked', description: addressOf(page)});
    await this.screens.take(page, name);
    await this.axe(page, name, {});
    // The other colours: of all rules only the contrast depends on them.
    await page.emulateMedia({colorScheme: 'dark'});
    await this.axe(page, `${name} in the dark`, {runOnly: ['color-contrast']});
    await page.emulateMedia({colorScheme: 'light'});
    const wide = await page.evaluate(() =>
      document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
    const text = await page.locator('body').innerText();
    expect(text, `${name} shows a key instead of a text`)
      .not.toMatch(/(?<![\w@.-])[a-z_]+(\.[a-z_]+){2,}(?![\w@.-])/);
    expect(text, `${name} has a hole in a text`).not.toMatch(/\{\w+\}|undefined|NaN|\[object/);
  }

  private async axe(page: Page, name: string, rules: object) {
    await page.evaluate(kAxe);
    const {violations, passes} = await page.evaluate(async (only) => {
      const result = await (window as any).axe.run(document, {resultTypes: ['violations'], ...only});
      return {passes: result.passes.length, violations: result.violations.map((one: any) =>
        `${one.id}: ${one.nodes.slice(0, 4).map((node: any) =>
          `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join(' | ')}`)};
    }, rules);
    expect(violations, `${name} is not accessible`).toEqual([]);
    expect(passes, `${name} was not looked at`).toBeGreaterThan(0);
  }

  // Until what the pages have said so far has come here: an answer to a question comes after
  // what was said before it.
  private async listen() {
    await Promise.all(this.context.pages().map((page) =>
      page.evaluate(() => new Promise((resume) => setTimeout(resume))).catch(() => {})));
  }

  async end() {
    await this.listen();
    for (const stranger of this.gate.strangers())
      this.complaints.push(`left the origin: ${stranger}`);
    for (const {statuses, isSeen} of this.refusals)
      if (!isSeen) this.complaints.push(`nothing was refused with ${statuses.join(' or ')}`);
    expect(this.complaints).toEqual([]);
  }
}

export class Screens {
  constructor(private language: string, private width: number) {}

  // Of `page.lang.width.theme.png`, both themes: all of a page, and of a dialog what one
  // sees, since what it darkens ends where the window does.
  async take(page: Page, name: string) {
    if (!kScreens) return;
    mkdirSync(kScreens, {recursive: true});
    const fullPage = await page.getByRole('dialog').count() === 0;
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({colorScheme: theme});
      await page.screenshot({fullPage, animations: 'disabled',
        path: path.join(kScreens, `${name}.${this.language}.${this.width}.${theme}.png`)});
    }
    await page.emulateMedia({colorScheme: 'light'});
  }
}

// The address with ids of things left out.
function addressOf(page: Page): string {
  return new URL(page.url()).pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d{7}-\d/g, ':id');
}

// Marks a box and waits until the page shows the mark, which a busy machine draws late.
export async function tick(box: Locator) {
  if (!(await box.isChecked())) await box.click();
  await expect(box).toBeChecked();
}

// The words of the language that this project runs in.
export function pick<T>(zh: T, en: T): T {
  return test.info().project.name.startsWith('zh') ? zh : en;
}

export function isPhone(): boolean {
  return test.info().project.name.endsWith('phone');
}

interface Fixtures {
  watch: Watch;
  // A browser for another server than the demo, watched alike.
  elsewhere: (home: string, url: string) => Promise<[Page, Watch]>;
  // A second browser, as at a counter or of somebody else; watched alike.
  another: () => Promise<Page>;
}

interface WorkerFixtures {
  demo: Demo;
  gate: Gate;
}

// Debian's Chromium, which trusts what `home` trusts and reaches `host` and the gate alone.
export function launch(home: string, host: string, gate: Gate): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium', args: kArguments,
    env: {...process.env as Record<string, string>, HOME: home},
    // The last rule that fits counts.
    proxy: {server: gate.address, bypass: `<-loopback>,${host}`},
  });
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  demo: [async ({}, use) => {
    const demo = await Demo.start();
    await use(demo);
    await demo.stop();
  }, {scope: 'worker', timeout: 150_000}],

  gate: [async ({}, use) => {
    const gate = await Gate.start();
    await use(gate);
    await gate.stop();
  }, {scope: 'worker'}],

  browser: [async ({demo, gate}, use) => {
    const browser = await launch(demo.home, new URL(demo.ready.url).host, gate);
    await use(browser);
    await browser.close();
  }, {scope: 'worker'}],

  baseURL: async ({demo}, use) => use(demo.ready.url),

  watch: [async ({context, demo, gate, viewport, locale}, use) => {
    const screens = new Screens(locale!.slice(0, 2), viewport!.width);
    const watch = new Watch(context, demo.ready.url, gate, screens);
    await use(watch);
    await watch.end();
  }, {auto: true}],

  elsewhere: async ({gate, viewport, locale, timezoneId}, use) => {
    const opened: [Browser, Watch][] = [];
    await use(async (home, url) => {
      const browser = await launch(home, new URL(url).host, gate);
      const context = await browser.newContext({baseURL: url, viewport, locale, timezoneId,
        reducedMotion: 'reduce'});
      const watch = new Watch(context, url, gate,
        new Screens(locale!.slice(0, 2), viewport!.width));
      opened.push([browser, watch]);
      return [await context.newPage(), watch];
    });
    for (const [browser, watch] of opened) {
      await watch.end();
      await browser.close();
    }
  },

  another: async ({browser, demo, gate, viewport, locale, timezoneId}, use) => {
    const opened: [BrowserContext, Watch][] = [];
    await use(async () => {
      const context = await browser.newContext({baseURL: demo.ready.url, viewport, locale,
        timezoneId, reducedMotion: 'reduce'});
      opened.push([context, new Watch(context, demo.ready.url, gate,
        new Screens(locale!.slice(0, 2), viewport!.width))]);
      return context.newPage();
    });
    for (const [context, watch] of opened) {
      await watch.end();
      await context.close();
    }
  },
});

export {expect, type Demo, type Person};
