// SPDX-License-Identifier: Apache-2.0
// The photographs of a card, from the owner's phone to the reviewer's screen and back.
import {photosOf} from '../support/cards';
import {expect, isPhone, pick, test, tick, type Demo, type Person} from '../support/test';
import {button, heading, link, toMyLines} from '../portal/hands';
import {act, hand, question, signInAt} from './staff';
import type {Page} from '@playwright/test';

// Somebody who reads the other language than the reviewer.
async function reader(demo: Demo): Promise<Person> {
  const clerk = await demo.staffToken('clerk');
  return demo.personWho('review', async ({msisdn}) => {
    const {items} = await demo.good('GET', `/api/v1/lines?msisdn=${encodeURIComponent(msisdn)}`,
      undefined, clerk);
    const {language} = await demo.good('GET', `/api/v1/lines/${items[0].id}/customer`,
      undefined, clerk);
    return language === pick('en', 'zh');
  });
}

// Asks the owner for his card, as a reviewer without a page would.
async function askForCard(demo: Demo, person: Person) {
  const item = await demo.submittedCase(person);
  const reviewer = await demo.staffToken('reviewer');
  await demo.good('POST', `/api/v1/cases/${item.id}/decision`,
    {decision: 'need_more', defects: ['blurred']}, reviewer);
  return item;
}

async function give(page: Page, photo: Buffer) {
  await page.getByLabel(pick('已有的照片', 'A photo you have'))
    .setInputFiles({name: 'card.jpg', mimeType: 'image/jpeg', buffer: photo});
  await button(page, '使用这张照片', 'Use this photo').click();
}

test('both sides of a card are compared, and the owner reads exactly what is wrong in his language',
  async ({page: owner, demo, watch, another}) => {
    const person = await reader(demo);
    const item = await askForCard(demo, person);
    const photos = photosOf(person.id_number, await demo.nameOf(item));
    await toMyLines(owner, demo, person);
    await link(owner, /^查看申请/, /^See the request/).click();
    await link(owner, '补充材料', 'Add a document').first().click();
    await button(owner, '去拍照', 'Take the photo').click();
    watch.expectRefusal(422);
    await give(owner, photos.other_person!);
    await expect(owner.getByRole('alert')).toContainText(pick('照片未通过', 'did not pass'));
    await button(owner, '重拍', 'Take it again').click();
    await give(owner, photos.front!);
    // The good side leads to the other one.
    await expect(heading(owner, pick('拍摄身份证国徽面', 'Photograph the other side')))
      .toBeVisible();
    await give(owner, photos.back!);
    await expect(owner.getByText(pick('照片已提交。', 'The photo is with us.'))).toBeVisible();

    const page = await another();
    await signInAt(page, demo, 'reviewer', `/desk/reviews?case=${item.id}`);
    const side = (name: string) => hand(page).getByRole('region', {name}).first();
    const front = side(pick('证件人像面', 'ID card, portrait side'));
    const back = side(pick('证件国徽面', 'ID card, emblem side'));
    for (const one of [front, back])
      await one.getByRole('button', {name: pick(/^查看/, /^Look: /)}).click();
    for (const one of [front, back])
      await expect.poll(async () => (await one.getByRole('img').boundingBox())?.width ?? 0)
        .toBeGreaterThan(100);
    if (!isPhone()) {
      const [one, two] = [await front.boundingBox(), await back.boundingBox()];
      expect(two!.x, 'side by side').toBeGreaterThanOrEqual(one!.x + one!.width);
    }
    await expect(front.getByRole('row', {name: pick(/^证件号码/, /^Number/)}))
      .toContainText(pick('一致', 'agrees'));
    await expect(front.getByText(pick('机器检查：没有发现问题。',
      'The machine found nothing wrong.'))).toBeVisible();
    await act(front, '放大', 'Closer').click();
    await act(front, '旋转', 'Turn').click();
    await watch.look(page, 'desk-review-pictures');

    await page.keyboard.press('d');
    const ask = question(page);
    await expect(ask.getByRole('checkbox').first()).toBeVisible();
    await tick(ask.getByRole('checkbox').first());
    await tick(ask.getByRole('checkbox').nth(2));
    const preview = ask.locator('blockquote');
    await expect(preview).toHaveAttribute('lang', pick('en-GB', 'zh-CN'));
    const sentences = (await preview.getByRole('paragraph').allInnerTexts());
    expect(sentences).toHaveLength(2);
    expect(/[\u4e00-\u9fff]/.test(sentences.join())).toBe(pick(false, true));
    await watch.look(page, 'desk-review-their-language');
    await act(ask, '要求补充', 'Ask for more').click();
    await expect(hand(page).getByText(item.number)).toHaveCount(0);
    const [first, second] = sentences.map((sentence) => sentence.replace(/[。.]$/, ''));
    const told = await demo.messageTo(person.msisdn, new RegExp(first!));
    expect(told).toContain(second);
    expect(told).toContain(item.number);
  });
