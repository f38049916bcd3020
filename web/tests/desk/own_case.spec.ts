// SPDX-License-Identifier: Apache-2.0
// Nobody decides on what he asked for himself, and nobody approves twice.
import {expect, pick, test, type Demo} from '../support/test';
import {act, hand, question, signInAs, title} from './staff';

const kPassword = 'correct horse of the counter';

// A request that somebody at the counter submitted and proved.
async function atCounter(demo: Demo, username: string) {
  const person = demo.person('review');
  const {token} = await demo.good('POST', '/api/v1/sessions', {username, password: kPassword});
  const {items} = await demo.good('GET',
    `/api/v1/lines?msisdn=${encodeURIComponent(person.msisdn)}`, undefined, token);
  const precheck = await demo.good('GET', `/api/v1/lines/${items[0].id}/precheck`, undefined, token);
  const of = (kind: string) => precheck.obligations.filter((one: any) => one.class === kind);
  let item = await demo.good('POST', '/api/v1/cases', {line_id: items[0].id,
    settlements: of('settle').map((one: any) =>
      ({obligation: one.id, option: one.default ?? one.options[0].id})),
    acknowledgements: of('warning').map((one: any) => one.id)}, token);
  item = await demo.good('POST', `/api/v1/cases/${item.id}/submission`,
    {quote_hash: item.quote.hash}, token);
  return demo.good('POST', `/api/v1/cases/${item.id}/confirmation`,
    {proofs: [{kind: 'in_person', value: person.id_number}]}, token);
}

test('who took a request in does not review it, even when his role has changed',
  async ({page, demo, watch}, {project}) => {
    const username = `clerk-${project.name}`;
    demo.addStaff(username, 'clerk', kPassword, '--without-totp');
    const item = await atCounter(demo, username);
    expect(item.state).toBe('UNDER_REVIEW');
    demo.addStaff(username, 'reviewer', kPassword, '--without-totp', '--replace');
    await signInAs(page, username, kPassword, `/desk/reviews?case=${item.id}`);
    await expect(title(page, '审核', 'Reviews')).toBeVisible();
    await expect(hand(page).getByText(pick('这一单由您受理或提交，不能由您审核。请留给其他同事。',
      'You opened or submitted this case, so you do not review it. Leave it to somebody else.')))
      .toBeVisible();
    await expect(act(hand(page), '通过', 'Approve')).toHaveCount(0);
    await page.keyboard.press('a');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await watch.look(page, 'desk-review-own');
  });

test('the first of two reviewers is not the second as well', async ({page, demo, watch}, {project}) => {
  const username = `both-${project.name}`;
  demo.addStaff(username, 'reviewer', kPassword, '--without-totp');
  const item = await demo.submittedCase(demo.person('two_people'));
  await signInAs(page, username, kPassword, `/desk/reviews?case=${item.id}`);
  await act(hand(page), '通过', 'Approve').click();
  await expect(question(page).getByText(pick(/第二人复核/, /second person/))).toBeVisible();
  await act(question(page), '通过', 'Approve').click();
  await expect(question(page)).toHaveCount(0);

  demo.addStaff(username, 'supervisor', kPassword, '--without-totp', '--replace');
  watch.expectRefusal(401);
  await signInAs(page, username, kPassword, `/desk/approvals?case=${item.id}`);
  await expect(hand(page).getByText(pick('这一单由您受理或初审，不能由您复核。请留给其他主管。',
    'You opened or reviewed this case, so you do not approve it. Leave it to another supervisor.')))
    .toBeVisible();
  await watch.look(page, 'desk-approval-own');

  await act(page, '退出登录', 'Sign out').click();
  const {username: other, password} = demo.ready.staff.supervisor!;
  await signInAs(page, other, password, `/desk/approvals?case=${item.id}`);
  await act(hand(page), '通过', 'Approve').click();
  await act(question(page), '通过', 'Approve').click();
  await expect(question(page)).toHaveCount(0);
  await page.goto(`/desk/cases/${item.id}`);
  await expect(page.getByRole('heading', {name: new RegExp(item.number)})).toBeVisible();
  await expect(page.getByText(pick('复核中', 'Second approval'), {exact: true})).toHaveCount(0);
});
