// SPDX-License-Identifier: Apache-2.0
import {readdirSync, readFileSync} from 'node:fs';

import {expect, pick, test, type Demo} from '../support/test';
import {act, card, giveReason, openCase, question, signInAt, title} from './staff';

// The home register of the lab: the demo's child of that name.
function registerOf(demo: Demo): number {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [, command, parent] = /^\d+ \((.*)\) \S (\d+)/.exec(stat) ?? [];
      if (command === 'osmo-hlr' && Number(parent) === demo.ready.pid) return Number(name);
    } catch {
      // It ended while we looked.
    }
  }
  throw new Error('the lab has no home register');
}

test('a step that the register does not take gets stuck, is asked about, and is tried again or undone',
  async ({page, demo, watch}) => {
    test.slow();
    const register = registerOf(demo);
    process.kill(register, 'SIGSTOP');
    try {
      const items = [await demo.submittedCase(demo.person('plain')),
        await demo.submittedCase(demo.person('plain'))];
      const engineer = await demo.staffToken('engineer');
      await expect(async () => {
        await demo.advance('PT3H');
        for (const {id} of items) {
          const {state} = await demo.good('GET', `/api/v1/cases/${id}`, undefined, engineer);
          expect(state).toBe('STUCK');
        }
      }).toPass({timeout: 240_000});

      await signInAt(page, demo, 'engineer', '/desk/stuck');
      await expect(title(page, '停滞步骤', 'Stuck steps')).toBeVisible();
      await watch.look(page, 'desk-stuck');
      await openCase(page, items[0].number);
      await expect(card(page).getByText(pick(/^第 \d+ 步，共 16 步$/, /^Step \d+ of 16$/)))
        .toBeVisible();
      // What makes "ended" true is never left out.
      await expect(act(card(page), '跳过这一步', 'Skip this step')).toBeDisabled();
      await expect(card(page).getByText(pick(/因此不能跳过。$/, /so it cannot be skipped\.$/)))
        .toBeVisible();
      await watch.look(page, 'desk-stuck-case');

      process.kill(register, 'SIGCONT');
      await expect(async () => {
        await act(card(page), '现在查询', 'Ask now').click();
        await expect(card(page).getByText(
          pick(/^归属寄存器：号码在册/, /^Home register: present/))).toBeVisible({timeout: 5_000});
      }).toPass({timeout: 120_000});
      await act(card(page), '重试这一步', 'Try this step again').click();
      await giveReason(page, pick('寄存器已恢复', 'The register is back'));
      await watch.look(page, 'desk-stuck-retry');
      await act(question(page), '重试这一步', 'Try this step again').click();
      await expect(card(page).getByText(pick('已停用，可恢复', 'Off, can come back'),
        {exact: true})).toBeVisible({timeout: 60_000});

      await page.goto('/desk/stuck');
      await openCase(page, items[1].number);
      await act(card(page), '恢复号码', 'Put the line back').click();
      const back = act(question(page), '恢复号码', 'Put the line back');
      await expect(back).toBeDisabled();
      await giveReason(page, pick('机主改变主意', 'The owner changed his mind'));
      await watch.look(page, 'desk-stuck-back');
      await back.click();
      await expect(card(page).getByText(pick('已撤回', 'Withdrawn'), {exact: true}))
        .toBeVisible({timeout: 60_000});
    } finally {
      process.kill(register, 'SIGCONT');
    }
  });

test('every line is compared with the register, and keys of nobody are looked for',
  async ({page, demo, watch}) => {
    await signInAt(page, demo, 'engineer', '/desk/network');
    await expect(title(page, '网络核对', 'Network check')).toBeVisible();
    await watch.look(page, 'desk-network');
    await act(page, '开始全量核对', 'Compare every line').click();
    await expect(page.getByText(pick(/^全部核对完毕/, /^Every line was compared/)))
      .toBeVisible({timeout: 60_000});
    await expect(page.getByText(pick(/残留密钥。$|个残留密钥：$/,
      /no orphan keys|Orphan keys found/))).toBeVisible();
    await watch.look(page, 'desk-network-compared');
  });
