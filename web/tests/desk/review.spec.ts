// SPDX-License-Identifier: Apache-2.0
import {expect, pick, test, tick, type Demo} from '../support/test';
import {act, giveReason, hand, question, signInAt, title} from './staff';
import type {Page} from '@playwright/test';

async function review(page: Page, demo: Demo): Promise<{number: string; id: string}> {
  const item = await demo.submittedCase(demo.person('review'));
  expect(item.state).toBe('UNDER_REVIEW');
  await signInAt(page, demo, 'reviewer', `/desk/reviews?case=${item.id}`);
  await expect(title(page, '审核', 'Reviews')).toBeVisible();
  await expect(act(hand(page), '通过', 'Approve')).toBeVisible();
  return item;
}

test('the queue is worked off by keys alone', async ({page, demo, watch}) => {
  const item = await demo.submittedCase(demo.person('review'));
  await signInAt(page, demo, 'reviewer', '/desk/reviews');
  await expect(page.getByRole('button', {name: new RegExp(item.number)})).toBeVisible();
  await watch.look(page, 'desk-review-queue');
  await page.keyboard.press('?');
  await expect(question(page).getByText(pick('下一行', 'Next row'))).toBeVisible();
  await watch.look(page, 'desk-keys');
  await page.keyboard.press('Escape');
  await expect(question(page)).toHaveCount(0);
  await page.keyboard.press('j');
  await expect(hand(page)).toBeVisible();
  await expect(act(hand(page), '通过', 'Approve')).toBeVisible();
  const first = page.url();

  await page.keyboard.press('d');
  await expect(act(question(page), '要求补充', 'Ask for more')).toBeDisabled();
  await expect(question(page).getByRole('checkbox').first()).toBeFocused();
  await page.keyboard.press('Space');
  await expect(question(page).getByRole('checkbox').first()).toBeChecked();
  await watch.look(page, 'desk-review-defects');
  await page.keyboard.press('Escape');
  await expect(question(page)).toHaveCount(0);

  await page.keyboard.press('a');
  await expect(question(page).getByText(/\*\*\*\*/)).toBeVisible();
  await watch.look(page, 'desk-review-approve');
  await page.keyboard.press('Control+Enter');
  await expect(question(page)).toHaveCount(0);
  await expect(page).not.toHaveURL(first);
});

test('a key counts from the moment the dialog before it is gone', async ({page, demo}) => {
  const item = await demo.submittedCase(demo.person('review'));
  await signInAt(page, demo, 'reviewer', '/desk/reviews');
  await expect(page.getByRole('button', {name: new RegExp(item.number)})).toBeVisible();
  await page.keyboard.press('?');
  await expect(question(page).getByText(pick('下一行', 'Next row'))).toBeVisible();
  await question(page).evaluate((dialog: HTMLElement) => {
    const hidden = new MutationObserver(() => {
      if (dialog.style.display !== 'none') return;
      hidden.disconnect();
      dispatchEvent(new KeyboardEvent('keydown', {key: 'j'}));
    });
    hidden.observe(dialog, {attributes: true});
  });
  await page.keyboard.press('Escape');
  await expect(hand(page)).toBeVisible();
});

test('defects are named one by one and the owner reads exactly those',
  async ({page, demo, watch}) => {
    const person = demo.person('review');
    const item = await demo.submittedCase(person);
    await signInAt(page, demo, 'reviewer', `/desk/reviews?case=${item.id}`);
    await act(hand(page), '要求补充', 'Ask for more').click();
    await tick(question(page).getByRole('checkbox').nth(1));
    const words = (await question(page).locator('blockquote').innerText()).trim();
    await act(question(page), '要求补充', 'Ask for more').click();
    await expect(hand(page).getByText(item.number)).toHaveCount(0);
    await page.goto(`/desk/cases/${item.id}`);
    await expect(page.getByText(pick('待机主办理', 'Waits for the owner'), {exact: true}))
      .toBeVisible();
    await expect(page.getByText(words).first()).toBeVisible();
    await watch.look(page, 'desk-case');
  });

test('a refusal carries its reason and what helps', async ({page, demo, watch}) => {
  const {id} = await review(page, demo);
  await act(hand(page), '不通过', 'Refuse').click();
  const refuse = act(question(page), '不通过', 'Refuse');
  await expect(refuse).toBeDisabled();
  await tick(question(page).getByRole('radio').nth(1));
  await watch.look(page, 'desk-review-refuse');
  await refuse.click();
  await expect(question(page)).toHaveCount(0);
  await page.goto(`/desk/cases/${id}`);
  await expect(page.getByText(pick('未通过', 'Refused'), {exact: true})).toBeVisible();
});

test('a second person reads what the first wrote, and somebody else approves',
  async ({page, demo, watch, another}) => {
    const item = await review(page, demo);
    const why = pick('签名与证件不像', 'The signature looks different');
    await act(hand(page), '转第二人', 'To a second person').click();
    await giveReason(page, why);
    await act(question(page), '转第二人', 'To a second person').click();
    await expect(question(page)).toHaveCount(0);

    const theirs = await another();
    await signInAt(theirs, demo, 'supervisor', `/desk/approvals?case=${item.id}`);
    await expect(title(theirs, '复核', 'Second approvals')).toBeVisible();
    await expect(hand(theirs).getByText(why)).toBeVisible();
    await watch.look(theirs, 'desk-approval');
    await act(hand(theirs), '通过', 'Approve').click();
    await watch.look(theirs, 'desk-approval-approve');
    await act(question(theirs), '通过', 'Approve').click();
    await expect(question(theirs)).toHaveCount(0);
    await theirs.goto(`/desk/cases/${item.id}`);
    await expect(theirs.getByRole('heading', {name: new RegExp(item.number)})).toBeVisible();
    await expect(theirs.getByText(pick('复核中', 'Second approval'), {exact: true}))
      .toHaveCount(0);
  });

test('a document is shown once to the reviewer', async ({page, demo, watch, another}) => {
  const person = demo.person('review');
  const item = await demo.submittedCase(person);
  const clerk = await another();
  await signInAt(clerk, demo, 'clerk', '/desk/counter');
  await clerk.getByLabel(pick('客户号码', 'Customer\'s number')).fill(person.msisdn);
  await act(clerk, '查找', 'Find').click();
  await clerk.getByTitle(pick('证件人像面', 'ID card, portrait side'), {exact: true}).click();
  await clerk.getByTitle(pick('委托书', 'Mandate'), {exact: true}).click();
  const chosen = clerk.waitForEvent('filechooser');
  await act(clerk, '选择文件', 'Choose the file').click();
  await (await chosen).setFiles({name: 'paper.pdf', mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4\n%%EOF\n')});
  await expect(clerk.getByText(pick('未看', 'Not seen yet')).first()).toBeVisible();

  await signInAt(page, demo, 'reviewer', `/desk/reviews?case=${item.id}`);
  await expect(page.getByText(pick(/^每份材料您只能看一次/, /^Each document is shown/)))
    .toBeVisible();
  await watch.look(page, 'desk-review-document');
  await act(hand(page), '查看委托书', 'Look: Mandate').click();
  await expect(page.getByRole('link', {name: pick('打开文件', 'Open the file')})).toBeVisible();
  await page.reload();
  await expect(page.getByText(pick(/^您已看过这份材料/, /^You have seen this document/)))
    .toBeVisible();
});
