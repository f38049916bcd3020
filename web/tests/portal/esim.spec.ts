// SPDX-License-Identifier: Apache-2.0
// What becomes of an eSIM on the owner's device.
import {passDaysToTheEnd} from '../support/days';
import {expect, pick, test} from '../support/test';
import {elsewhere, toMyLines, turnedOff} from './hands';

test('the owner of an eSIM is told to keep it while the line can come back',
  async ({page, demo, watch}) => {
    const person = demo.person('esim');
    const item = await turnedOff(demo, person);
    await toMyLines(page, demo, person, elsewhere(person));
    await expect(async () => {
      await page.goto(`/my/cases/${item.number}`);
      await expect(page.getByRole('heading', {name: pick('设备中的eSIM', 'The eSIM on your device')}))
        .toBeVisible({timeout: 5_000});
    }).toPass({timeout: 120_000});
    await expect(page.getByText(pick(/^eSIM 仍在您的设备中/, /^The eSIM is still on the device/)))
      .toBeVisible();
    await watch.look(page, 'track-esim');
  });

test('an eSIM that is deleted after the end of its line disappears, by the word of its chip',
  async ({page, demo, watch}) => {
    test.slow();
    const person = demo.person('esim');
    const item = await turnedOff(demo, person);
    await toMyLines(page, demo, person, elsewhere(person));
    await passDaysToTheEnd(demo, item.id);
    await page.goto(`/my/cases/${item.number}`);
    await expect(page.getByText(pick(/^eSIM 仍在您的设备中，已无法使用/,
      /^The eSIM is still on the device. It is harmless/))).toBeVisible();
    await watch.look(page, 'track-esim-harmless');
    // In the settings of the phone.
    const chip = await demo.good('POST',
      `/lab/phones/${encodeURIComponent(person.msisdn)}/esim/deletion`);
    expect(chip).toEqual({is_there: false, is_enabled: false, undelivered: 0});
    await page.reload();
    await expect(page.getByText(pick('eSIM 已删除，设备芯片已签名证实。',
      'The eSIM is deleted; the chip in the device has signed that.'))).toBeVisible();
    await watch.look(page, 'track-esim-deleted');
  });
