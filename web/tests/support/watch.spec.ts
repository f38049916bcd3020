// SPDX-License-Identifier: Apache-2.0
// What the watch over every journey has to see: each fault is made once, on purpose.
import {expect, Screens, test, Watch, type Demo} from './test';
import type {Gate} from './gate';
import type {Browser, Page} from '@playwright/test';

interface Room {
  browser: Browser;
  demo: Demo;
  gate: Gate;
}

// Looks at the home page of a context of its own while `fault` happens there.
async function complaintOf({browser, demo, gate}: Room, wanted: RegExp,
  fault: (page: Page, watch: Watch) => Promise<unknown>) {
  const context = await browser.newContext({baseURL: demo.ready.url});
  const watch = new Watch(context, demo.ready.url, gate, new Screens('zh', 360));
  const page = await context.newPage();
  await page.goto('/');
  await expect(page.getByRole('heading', {level: 1})).toBeVisible();
  const fails = async () => {
    await fault(page, watch);
    await watch.end();
  };
  await expect(fails()).rejects.toThrow(wanted);
  await context.close();
}

const style = (page: Page, css: string) => page.evaluate((text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets.push(sheet);
}, css);
const add = (page: Page, markup: string) => page.evaluate((text) => {
  document.querySelector('main')!.insertAdjacentHTML('beforeend', text);
}, markup);

test.beforeEach(({}, {project}) => {
  test.skip(project.name !== 'zh-phone', 'one browser is enough for what is no journey');
});

test('a page that stays in its place has nothing said of it', async ({browser, demo, gate}) => {
  const context = await browser.newContext({baseURL: demo.ready.url});
  const watch = new Watch(context, demo.ready.url, gate, new Screens('zh', 360));
  await (await context.newPage()).goto('/');
  await watch.end();
  await context.close();
});

test('whatever leaves the origin is seen', async ({browser, demo, gate}) => {
  const room = {browser, demo, gate};
  await complaintOf(room, /left the origin: http:\/\/example\.test/, (page) =>
    page.goto('http://example.test/').catch(() => {}));
  // What the gate saw, and the page's own events.
  for (const said of [/left the origin: CONNECT 127\.0\.0\.1:51111/,
    /left the origin: https:\/\/127\.0\.0\.1:51111/])
    await complaintOf(room, said, (page) =>
      page.goto('https://127.0.0.1:51111/').catch(() => {}));
  // Stopped by the policy before it left.
  await complaintOf(room, /Content Security Policy/, (page) =>
    page.evaluate(() => fetch('https://example.test/').catch(() => {})));
  await complaintOf(room, /Content Security Policy/, (page) =>
    page.evaluate(() => new WebSocket('wss://example.test/').readyState).catch(() => {}));
});

test('what a service worker does is seen', async ({browser, demo, gate}) => {
  const room = {browser, demo, gate};
  const within = (act: () => unknown) => async (page: Page) => {
    await page.evaluate(() => navigator.serviceWorker.ready);
    const [worker] = page.context().serviceWorkers();
    const told = page.context().waitForEvent('console').catch(() => {});
    await worker!.evaluate(act);
    await told;
  };
  await complaintOf(room, /the service worker: .*fault of the worker/,
    within(() => { setTimeout(() => { throw new Error('fault of the worker'); }); }));
  await complaintOf(room, /the service worker: |left the origin/,
    within(() => fetch('https://example.test/').catch(() => console.log('stopped'))));
});

test('what goes wrong on a page is seen, up to the last moment', async ({browser, demo, gate}) => {
  const room = {browser, demo, gate};
  await complaintOf(room, /console error: a fault/, (page) =>
    page.evaluate(() => console.error('a fault')));
  await complaintOf(room, /console warning: a doubt/, (page) =>
    page.evaluate(() => console.warn('a doubt')));
  await complaintOf(room, /threw: Error: late/, (page) =>
    page.evaluate(() => { setTimeout(() => { throw new Error('late'); }); }));
  await complaintOf(room, /threw: Error: promised/, (page) =>
    page.evaluate(() => { void Promise.reject(new Error('promised')); }));
});

test('a refusal is excused only where it was asked for and came from the contract',
  async ({browser, demo, gate}) => {
    const room = {browser, demo, gate};
    const ask = (page: Page, path: string) => page.evaluate((to) => fetch(to), path);
    const unknown = '/api/v1/vouchers/V-00000-00000-00000';
    await complaintOf(room, /answered 404: .*vouchers/, (page) => ask(page, unknown));
    await complaintOf(room, /nothing was refused with 404/, async (_, watch) =>
      watch.expectRefusal(404));
    await complaintOf(room, /answered 404: .*assets\/none\.js/, async (page, watch) => {
      watch.expectRefusal(404);
      await ask(page, unknown);
      await ask(page, '/assets/none.js');
    });
    await complaintOf(room, /ERR_INTERNET_DISCONNECTED/, async (page, watch) => {
      watch.expectOffline();
      await watch.expectOnline();
      await page.context().setOffline(true);
      await page.evaluate(() => fetch('/api/v1/about').catch(() => {}));
    });
  });

test('a page that not everybody can use is seen, in both colours', async ({browser, demo, gate}) => {
  const room = {browser, demo, gate};
  const look = (page: Page, watch: Watch) => watch.look(page, 'broken');
  await complaintOf(room, /image-alt/, async (page, watch) => {
    await add(page, '<img src="/mark.svg">');
    await look(page, watch);
  });
  await complaintOf(room, /in the dark is not accessible[^]*color-contrast/, async (page, watch) => {
    await add(page, '<p id="dim">Dim</p>');
    await style(page, '@media (prefers-color-scheme: dark) {#dim {color: #333; background: #222}}');
    await look(page, watch);
  });
  await complaintOf(room, /has a hole in a text/, async (page, watch) => {
    await add(page, '<p>{number}</p>');
    await look(page, watch);
  });
  await complaintOf(room, /is wider than the screen/, async (page, watch) => {
    await add(page, '<p id="wide">Wide</p>');
    await style(page, '#wide {inline-size: 9000px}');
    await look(page, watch);
  });
});
