// SPDX-License-Identifier: Apache-2.0
// The camera: Chromium's own pretended one, whose picture is no document.
import {expect, pick, test} from '../support/test';
import {button, heading, sentBack, toMyLines} from './hands';

test('the camera says what it sees, and its picture is looked at before it is used',
  async ({page, context, demo, watch}) => {
    const person = demo.person('review');
    const item = await sentBack(demo, person);
    await context.grantPermissions(['camera']);
    await toMyLines(page, demo, person);
    await page.goto(`/my/cases/${item.id}/photo/front`);
    await button(page, '打开相机', 'Open the camera').click();
    await expect(page.getByLabel(pick('相机画面', 'Camera picture'))).toBeVisible();
    // A hint comes while it looks.
    await expect(page.getByRole('main').getByRole('status')).toHaveText(/./);
    await expect(page.getByText(pick('正在打开相机。', 'The camera is starting.'))).toHaveCount(0);
    await watch.look(page, 'photo-camera');
    await button(page, '拍照', 'Take the photo').click();
    await expect(page.getByRole('img', {name: pick('拍好的照片', 'Photo taken')})).toBeVisible();
    await button(page, '重拍', 'Take it again').click();
    await expect(heading(page, pick('拍摄身份证人像面', 'Photograph the side with your picture')))
      .toBeVisible();
  });

test('without a camera a file is asked for', async ({page, demo, watch}) => {
  const person = demo.person('review');
  const item = await sentBack(demo, person);
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new Error('none'));
  });
  await toMyLines(page, demo, person);
  await page.goto(`/my/cases/${item.id}/photo/back`);
  await button(page, '打开相机', 'Open the camera').click();
  await expect(page.getByLabel(pick('已有的照片', 'A photo you have'))).toBeVisible();
  await watch.look(page, 'photo-file');
});
