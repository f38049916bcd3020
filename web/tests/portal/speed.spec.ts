// SPDX-License-Identifier: Apache-2.0
// What a cheap phone carries and waits for. The sizes are held to; the times are told at the
// end of the run, as the machine that measures them is shared.
import {expect, test} from '../support/test';

const kJavaScriptMax = 200_000;  // Bytes, compressed.
const kSlowdown = 4;

interface Vitals {
  lcp: number;
  blocked: number;  // Sum of what long tasks exceed 50 ms by, after the first paint.
}

declare global {
  interface Window { vitals: Vitals }
}

test('the first page is light and comes soon on a slow phone', async ({page}, info) => {
  test.skip(info.project.name !== 'zh-phone', 'measured once: a phone, in Chinese');
  await page.addInitScript(() => {
    const vitals: Vitals = {lcp: 0, blocked: 0};
    window.vitals = vitals;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) vitals.lcp = entry.startTime;
    }).observe({type: 'largest-contentful-paint', buffered: true});
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) vitals.blocked += Math.max(0, entry.duration - 50);
    }).observe({type: 'longtask', buffered: true});
  });
  const control = await page.context().newCDPSession(page);
  await control.send('Emulation.setCPUThrottlingRate', {rate: kSlowdown});

  await page.goto('/');
  await expect(page.getByRole('heading', {level: 1})).toBeVisible();
  await page.waitForLoadState('networkidle');

  const scripts = await page.evaluate(() => performance.getEntriesByType('resource')
    .filter((entry) => new URL(entry.name).pathname.endsWith('.js'))
    .map((entry) => (entry as PerformanceResourceTiming).encodedBodySize));
  const bytes = scripts.reduce((sum, size) => sum + size, 0);
  const vitals = await page.evaluate(() => window.vitals);
  info.annotations.push({type: 'measured', description:
    `first page: ${(bytes / 1000).toFixed(0)} kB of compressed JavaScript in ` +
    `${scripts.length} files; on a ${kSlowdown} times slower processor largest contentful ` +
    `paint ${vitals.lcp.toFixed(0)} ms, blocked ${vitals.blocked.toFixed(0)} ms`});
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(kJavaScriptMax);
  expect(vitals.lcp).toBeGreaterThan(0);
});
