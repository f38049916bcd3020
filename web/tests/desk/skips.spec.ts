// SPDX-License-Identifier: Apache-2.0
import {noteOpening} from '../support/ledger';
import {expect, pick, test} from '../support/test';
import {act, card, giveReason, openCase, question, signInAt, title} from './staff';

test('a step is left out only when a second person agrees',
  async ({page, demo, watch, another}) => {
    test.slow();
    const item = await demo.submittedCase(demo.person('plain'));
    const engineer = await demo.staffToken('engineer');
    const look = () => demo.good('GET', `/api/v1/cases/${item.id}`, undefined, engineer);
    await expect.poll(async () => (await look()).state).toBe('COOLING_OFF');
    const opening = noteOpening(demo, item.line_id, '{}');
    try {
      await expect(async () => {
        await demo.advance('P4D');
        const {state, stuck} = await look();
        expect(state).toBe('STUCK');
        expect(stuck.step).toBe('E10');
      }).toPass({timeout: 240_000});
    } finally {
      noteOpening(demo, item.line_id, opening);
    }

    await signInAt(page, demo, 'engineer', '/desk/stuck?step=E10');
    await openCase(page, item.number);
    await act(card(page), '跳过这一步', 'Skip this step').click();
    const skip = act(question(page), '跳过这一步', 'Skip this step');
    await expect(skip).toBeDisabled();
    const why = pick('账单由财务补出', 'Finance makes the bill by hand');
    await giveReason(page, why);
    await watch.look(page, 'desk-stuck-skip');
    await skip.click();
    await expect(card(page).getByText(new RegExp(why))).toBeVisible();
    await expect.poll(async () => (await look()).state).toBe('STUCK');
    // Whoever proposed it does not agree to it.
    await act(card(page), '确认跳过', 'Agree to skip').click();
    await giveReason(page, why);
    watch.expectRefusal(403);
    await act(question(page), '确认跳过', 'Agree to skip').click();
    await expect(question(page).getByRole('alert')).toBeVisible();

    const second = await another();
    await signInAt(second, demo, 'supervisor', '/desk/approvals?list=skips');
    await expect(title(second, '复核', 'Second approvals')).toBeVisible();
    const asked = second.getByRole('listitem').filter({hasText: item.number});
    await expect(asked.getByText(why)).toBeVisible();
    await watch.look(second, 'desk-approval-skips');
    await act(asked, '确认跳过', 'Confirm the skip').click();
    const agree = act(question(second), '确认跳过', 'Confirm the skip');
    await expect(agree).toBeDisabled();
    await giveReason(second, pick('已与财务核实', 'Finance says so too'));
    await watch.look(second, 'desk-approval-skip');
    await agree.click();
    await expect(asked).toHaveCount(0);
    await expect.poll(async () => (await look()).state).not.toBe('STUCK');
    await second.goto(`/desk/cases/${item.id}`);
    await expect(second.getByText(pick(/跳过/, /left out|skipped/i)).first()).toBeVisible();
  });
