// SPDX-License-Identifier: Apache-2.0
import {photosOf, sitter} from '../support/cards';
import {passDaysToTheEnd} from '../support/days';
import {expect, pick, test} from '../support/test';
import {button, elsewhere, giveProofs, heading, link, stateOf, toMyLines, turnedOff} from './hands';
import type {Page} from '@playwright/test';

// The beginning of a film, which is all that is looked at.
const kVideo = Buffer.concat([Buffer.from([0, 0, 0, 0x18]), Buffer.from('ftypmp42'),
  Buffer.alloc(12)]);

// Both sides of the card, each on its page.
async function giveBothSides(page: Page, photos: Record<string, Buffer>) {
  const give = async (photo: Buffer) => {
    await page.getByLabel(pick('已有的照片', 'A photo you have')).setInputFiles({
      name: 'card.jpg', mimeType: 'image/jpeg', buffer: photo});
    await button(page, '使用这张照片', 'Use this photo').click();
  };
  await give(photos.front!);
  await expect(heading(page, pick('拍摄身份证国徽面', 'Photograph the other side')))
    .toBeVisible();
  await give(photos.back!);
  await expect(heading(page, pick(/^现在正式注销/, /^End .* for good now\?$/))).toBeVisible();
}

// From here on the check has noted this of the front, whatever it read there.
async function note(page: Page, code: string) {
  await page.addInitScript((noted) => {
    const ask = window.fetch;
    window.fetch = async (...asked) => {
      const answer = await ask(...asked);
      if (!answer.headers.get('Content-Type')?.includes('json')) return answer;
      const body = await answer.json();
      for (const paper of body.documents ?? [])
        if (paper.kind === 'id_front') paper.defects = [{code: noted, text: {en: '', zh: ''}}];
      return new Response(JSON.stringify(body), answer);
    };
  }, code);
}

for (const [code, isAskedAgain] of [['name_unreadable', false], ['unchecked', true]] as const)
  test(`a photo that is kept with the note ${code} is asked for again: ${isAskedAgain}`,
    async ({page, demo, watch}) => {
      const person = await sitter(demo);
      const item = await turnedOff(demo, person);
      const photos = photosOf(person.id_number, await demo.nameOf(item));
      await note(page, code);
      await toMyLines(page, demo, person, elsewhere(person));
      watch.expectRefusal(403);
      await page.goto(`/my/cases/${item.id}/finish`);
      await button(page, '现在注销，不再恢复', 'End it now, no way back').click();
      await link(page, '去拍照', 'Take the photo').click();
      await giveBothSides(page, photos);
      const again = page.getByText(pick(/未能与登记信息比对。请重拍，或携证件到营业厅办理。/,
        /could not be compared with our record\. Take it again, or bring your document/));
      const next = isAskedAgain ? link(page, '去拍照', 'Take the photo')
        : button(page, '现在注销，不再恢复', 'End it now, no way back');
      await expect(next).toBeVisible();
      await expect(again).toHaveCount(isAskedAgain ? 1 : 0);
      if (isAskedAgain) await watch.look(page, 'finish-photo-again');
    });

test('a line that is off comes back', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  await turnedOff(demo, person);
  await toMyLines(page, demo, person, elsewhere(person));
  await link(page, /^查看申请/, /^See the request/).click();
  await expect(stateOf(page, '已停用，可恢复', 'Off, can come back')).toBeVisible();

  watch.expectRefusal(403);
  await link(page, '恢复号码', 'Have the line back').click();
  await expect(heading(page, pick(/^恢复 /, /^Have .* back\?$/))).toBeVisible();
  await watch.look(page, 'restore');
  await button(page, '恢复号码', 'Have the line back').click();
  // The button is gone; the focus is where the page goes on.
  await expect(page.getByText(pick('为保护您，请先验证身份。',
    'To protect you, please prove that it is you.'))).toBeFocused();
  await watch.look(page, 'restore-proof');
  await giveProofs(page, demo, person, elsewhere(person));
  await button(page, '恢复号码', 'Have the line back').click();
  await expect(page.getByText(pick(/^正在恢复 .*回到申请前的状态。$/,
    / is coming back as it was before, within minutes\.$/))).toBeVisible();
  await expect(stateOf(page, '已撤回', 'Withdrawn')).toBeVisible();
  await watch.look(page, 'track-restored');
});

test('a request is withdrawn before the line stops', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  await demo.submittedCase(person, {effective: 'cycle_end'});
  await toMyLines(page, demo, person);
  await link(page, /^查看申请/, /^See the request/).click();
  await expect(stateOf(page, '待停用', 'Scheduled')).toBeVisible();
  // The end of a day is named by that day, as in the messages.
  await expect(page.getByRole('figure')).toContainText('24:00');
  await watch.look(page, 'track-scheduled');

  await link(page, '撤回申请', 'Withdraw the request').click();
  await expect(heading(page, pick(/^撤回 /, /^Withdraw /))).toBeVisible();
  await watch.look(page, 'withdraw');
  await button(page, '撤回申请', 'Withdraw the request').click();
  await expect(page.getByText(pick(/^已撤回，.*保持申请前的状态。$/,
    /^Withdrawn\. .* is as it was before\.$/)))
    .toBeVisible();
  await watch.look(page, 'track-withdrawn');
});

test('ending at once needs its proofs, and then there is no way back',
  async ({page, demo, watch}) => {
    const person = await sitter(demo);
    const item = await turnedOff(demo, person);
    const photos = photosOf(person.id_number, await demo.nameOf(item));
    await toMyLines(page, demo, person, elsewhere(person));
    await link(page, /^查看申请/, /^See the request/).click();
    watch.expectRefusal(403);
    await link(page, '提前正式注销', 'End it for good now').click();
    await watch.look(page, 'finish');
    const finish = button(page, '现在注销，不再恢复', 'End it now, no way back');
    await finish.click();
    await expect(page.getByText(pick('为保护您，请先验证身份。',
      'To protect you, please prove that it is you.'))).toBeVisible();
    await watch.look(page, 'finish-photos');
    // The photos first; then the way leads back here.
    await link(page, '去拍照', 'Take the photo').click();
    await giveBothSides(page, photos);
    await watch.look(page, 'finish-proof');
    await giveProofs(page, demo, person, elsewhere(person));
    const video = page.getByLabel(pick('本人手持证件的短视频',
      'A short video of you with your document'));
    await video.setInputFiles({name: 'me.mp4', mimeType: 'video/mp4', buffer: kVideo});
    await finish.click();
    await expect(page.getByText(pick(/正在正式注销。$/, / is being ended for good\.$/)))
      .toBeVisible();
    await watch.look(page, 'track-finishing');
  });

test('after the wait the line is gone and its voucher is there', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  const item = await turnedOff(demo, person);
  await passDaysToTheEnd(demo, item.id);
  await toMyLines(page, demo, person, elsewhere(person));
  await page.goto(`/my/cases/${item.number}`);
  await expect(stateOf(page, '已注销', 'Gone')).toBeVisible({timeout: 60_000});
  await link(page, '我的号码', 'My lines').click();
  await page.getByRole('region', {name: pick('以往申请', 'Earlier requests')})
    .getByRole('link').click();
  await expect(page.getByText(pick('已不能恢复。', 'It can no longer come back.'))).toBeVisible();
  await watch.look(page, 'track-gone');
  // What was saved is checked without us, by its keys alone.
  for (const [zh, en, name] of [['下载凭证（PDF）', 'Voucher as PDF', 'pdf'],
    ['下载凭证（JWS，供机器核验）', 'Voucher for machines (JWS)', 'jws']] as const) {
    const saving = page.waitForEvent('download');
    await button(page, zh, en).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe(`${item.number}.${name}`);
    expect(await demo.verify(await saved.path())).toContain(item.number);
  }
});
