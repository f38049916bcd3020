// SPDX-License-Identifier: Apache-2.0
// Every journey in both languages and on both sizes, in Debian's Chromium, against the real
// program with its lab: Chinese on a phone and English at a desk, and all four pairs where
// SIGNOFF_EVERY_PAIR is set. A test that fails once is a bug: there are no retries.
import {defineConfig} from '@playwright/test';

const kSizes = {desktop: {width: 1280, height: 800}, phone: {width: 360, height: 740}};
const kLocales = {zh: 'zh-CN', en: 'en-GB'};

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  // Ends what hangs; a busy machine takes long for what takes a moment.
  timeout: 180_000,
  expect: {timeout: 30_000},
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // Where a report is wanted its place is named (PLAYWRIGHT_JSON_OUTPUT_NAME).
  // Among other tests' output only what failed is worth a line.
  reporter: [[process.stdout.isTTY ? 'list' : 'dot'], ['./support/looked.ts'],
    ...(process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['json'] as const] : [])],
  use: {
    // The operator's zone is Shanghai's wherever the reader is.
    timezoneId: 'America/New_York',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    contextOptions: {reducedMotion: 'reduce'},
  },
  projects: Object.entries(kLocales).flatMap(([language, locale]) =>
    Object.entries(kSizes).map(([size, viewport]) => ({
      name: `${language}-${size}`,
      use: {locale, viewport},
    }))).filter(({name}) => process.env.SIGNOFF_EVERY_PAIR ||
      ['zh-phone', 'en-desktop'].includes(name)),
});
