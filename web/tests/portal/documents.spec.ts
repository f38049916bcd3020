// SPDX-License-Identifier: Apache-2.0
import type {Page} from '@playwright/test';

import {expect, pick, test, tick} from '../support/test';
import {button, heading, link, sentBack, stateOf, toMyLines} from './hands';

// A picture that the page itself can make: the test carries no file.
async function picture(page: Page, shade: string): Promise<Buffer> {
  const url = await page.evaluate((color) => {
    const canvas = document.createElement('canvas');
    canvas.width = 856;
    canvas.height = 540;
    const context = canvas.getContext('2d')!;
    context.fillStyle = color;
    context.fillRect(0, 0, 856, 540);
    return canvas.toDataURL('image/jpeg');
  }, shade);
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

test('a paper that was asked for is added', async ({page, demo, watch}) => {
  const person = demo.person('review');
  await sentBack(demo, person);
  await toMyLines(page, demo, person);
  await link(page, /^查看申请/, /^See the request/).click();
  await expect(stateOf(page, '待机主办理', 'Waits for the owner')).toBeVisible();
  await watch.look(page, 'track-sent-back');
  await link(page, '补充材料', 'Add a document').first().click();
  const file = page.getByLabel(pick('文件', 'File'), {exact: true});
  await tick(page.getByRole('radio', {name: pick('其他材料', 'Another paper')}));
  await file.setInputFiles({name: 'other.jpg', mimeType: 'image/jpeg',
    buffer: await picture(page, '#DDDDDD')});
  await expect(page.getByText('other.jpg')).toBeVisible();
  // A file is of the paper that it was chosen for.
  await tick(page.getByRole('radio', {name: pick('授权书', 'Signed mandate')}));
  await expect(page.getByText('other.jpg')).toHaveCount(0);
  await watch.look(page, 'documents');
  await file.setInputFiles({
    name: 'mandate.jpg', mimeType: 'image/jpeg', buffer: await picture(page, '#DDDDDD')});
  await button(page, '提交材料', 'Send the document').click();
  await expect(page.getByText(pick('材料已提交。', 'The document is with us.'))).toBeVisible();
  await expect(page.getByText(pick('授权书', 'Signed mandate'), {exact: true}).first())
    .toBeVisible();
});

test('a photo that will not do is told so before and after it is sent', async ({page, demo, watch}) => {
  const person = demo.person('review');
  await sentBack(demo, person);
  await toMyLines(page, demo, person);
  await link(page, /^查看申请/, /^See the request/).click();
  await link(page, '补充材料', 'Add a document').first().click();
  await button(page, '去拍照', 'Take the photo').click();
  await expect(heading(page, pick('拍摄身份证人像面', 'Photograph the side with your picture')))
    .toBeVisible();
  await watch.look(page, 'photo');
  await page.getByLabel(pick('已有的照片', 'A photo you have')).setInputFiles({
    name: 'dark.jpg', mimeType: 'image/jpeg', buffer: await picture(page, '#101010')});
  await expect(page.getByText(pick('光线太暗，请换个亮处。',
    'It is too dark; find a brighter place.'))).toBeVisible();
  await watch.look(page, 'photo-taken');
  watch.expectRefusal(422);
  await button(page, '使用这张照片', 'Use this photo').click();
  await expect(page.getByRole('alert')).toContainText(pick('照片未通过', 'did not pass'));
  await watch.look(page, 'photo-refused');
  await button(page, '重拍', 'Take it again').click();
  await expect(page.getByLabel(pick('已有的照片', 'A photo you have'))).toBeVisible();
});
