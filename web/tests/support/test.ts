// SPDX-License-Identifier: Apache-2.0
// What every journey stands on: a demo of its own, a browser that trusts it, and a watch
// that fails the test for whatever a careful reader would complain about.
import {test as base, expect, chromium, type Browser, type BrowserContext, type Page}
  from '@playwright/test';
import {readFileSync, mkdirSync} from 'node:fs';
import path from 'node:path';

import {Demo, type Person} from './demo';

const kAxe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const kScreens = process.env.SIGNOFF_SCREENS;  // A folder: `make screens`.
const kArguments = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

// Looks over the shoulder of one browser context.
export class Watch {
  private complaints: string[] = [];
  private refusals: number[] = [];
  private isOffline = false;

  constructor(context: BrowserContext, origin: string, private screens: Screens) {
    context.on('request', (request) => {
      const url = request.url();
      if (/^(blob|data|about):/.test(url) || url.startsWith(origin)) return;
      this.complaints.push(`left the origin: ${url}`);
    });
    context.on('weberror', (error) => this.complaints.push(`threw: ${error.error()}`));
    context.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      if (this.isExpected(message.text())) return;
      this.complaints.push(`console ${message.type()}: ${message.text()}`);
    });
  }

  // A refusal that the page asks for on purpose; Chromium writes each to its console.
  expectRefusal(...statuses: number[]) {
    this.refusals.push(...statuses);
  }

  // From here on the network may be away.
  expectOffline() {
    this.isOffline = true;
  }

  private isExpected(text: string): boolean {
    if (this.isOffline && /ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch/.test(text))
      return true;
    const status = /status of (\d{3})/.exec(text)?.[1];
    return status !== undefined && this.refusals.includes(Number(status));
  }

  // The page as it is now: accessible, inside its width, and drawn for `make screens`.
  async look(page: Page, name: string) {
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await this.screens.take(page, name);
    await this.axe(page, name);
    const wide = await page.evaluate(() =>
      document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
    const text = await page.locator('body').innerText();
    expect(text, `${name} shows a key instead of a text`)
      .not.toMatch(/(?<![\w@.-])[a-z_]+(\.[a-z_]+){2,}(?![\w@.-])/);
    expect(text, `${name} has a hole in a text`).not.toMatch(/\{\w+\}|undefined|NaN|\[object/);
  }

  private async axe(page: Page, name: string) {
    await page.evaluate(kAxe);
    const violations = await page.evaluate(async () => {
      const result = await (window as any).axe.run(document, {resultTypes: ['violations']});
      return result.violations.map((one: any) =>
        `${one.id}: ${one.nodes.slice(0, 4).map((node: any) =>
          `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join(' | ')}`);
    });
    expect(violations, `${name} is not accessible`).toEqual([]);
  }

  end() {
    expect(this.complaints).toEqual([]);
  }
}

class Screens {
  constructor(private language: string, private width: number) {}

  // Of `page.lang.width.theme.png`, both themes.
  async take(page: Page, name: string) {
    if (!kScreens) return;
    mkdirSync(kScreens, {recursive: true});
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({colorScheme: theme});
      await page.screenshot({fullPage: true, animations: 'disabled',
        path: path.join(kScreens, `${name}.${this.language}.${this.width}.${theme}.png`)});
    }
    await page.emulateMedia({colorScheme: 'light'});
  }
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
  // A second browser, as at a counter or of somebody else; watched alike.
  another: () => Promise<Page>;
}

interface WorkerFixtures {
  demo: Demo;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  demo: [async ({}, use) => {
    const demo = await Demo.start();
    await use(demo);
    await demo.stop();
  }, {scope: 'worker', timeout: 150_000}],

  browser: [async ({demo}, use) => {
    const browser: Browser = await chromium.launch({
      executablePath: '/usr/bin/chromium', args: kArguments,
      env: {...process.env as Record<string, string>, HOME: demo.home},
    });
    await use(browser);
    await browser.close();
  }, {scope: 'worker'}],

  baseURL: async ({demo}, use) => use(demo.ready.url),

  watch: [async ({context, demo, viewport, locale}, use) => {
    const screens = new Screens(locale!.slice(0, 2), viewport!.width);
    const watch = new Watch(context, demo.ready.url, screens);
    await use(watch);
    watch.end();
  }, {auto: true}],

  another: async ({browser, demo, viewport, locale, timezoneId}, use) => {
    const opened: [BrowserContext, Watch][] = [];
    await use(async () => {
      const context = await browser.newContext({baseURL: demo.ready.url, viewport, locale,
        timezoneId, reducedMotion: 'reduce'});
      opened.push([context, new Watch(context, demo.ready.url,
        new Screens(locale!.slice(0, 2), viewport!.width))]);
      return context.newPage();
    });
    for (const [context, watch] of opened) {
      await context.close();
      watch.end();
    }
  },
});

export {expect, type Demo, type Person};
