// SPDX-License-Identifier: Apache-2.0
import {expect, test} from '../support/test';
import {signInAt, title} from './staff';

test('a desk that nobody sits at asks nothing, so that its session can end',
  async ({page, demo}) => {
    await page.clock.install();
    await signInAt(page, demo, 'fraud', '/desk/fraud');
    await expect(title(page, '风控核查', 'Fraud')).toBeVisible();
    let asked = 0;
    page.on('request', (one) => { if (one.url().includes('/api/v1/')) ++asked; });
    const ask = () => page.waitForRequest(/\/api\/v1\/cases/);
    await Promise.all([ask(), page.clock.fastForward('00:30')]);

    await page.clock.fastForward('10:10');
    await page.clock.runFor(5_000);
    asked = 0;
    await page.clock.runFor(120_000);
    expect(asked).toBe(0);

    await Promise.all([ask(), page.mouse.move(40, 40)]);
  });
