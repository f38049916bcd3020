// SPDX-License-Identifier: Apache-2.0
import {readFileSync} from 'node:fs';

import {expect, pick, test} from '../support/test';
import {act, signInAt, title} from './staff';

test('a case is found by its number and its chain is drawn and whole',
  async ({page, demo, watch}) => {
    const item = await demo.submittedCase(demo.person('plain'), {effective: 'cycle_end'});
    await signInAt(page, demo, 'auditor', '/desk/audit');
    await page.getByLabel(pick('受理编号或其开头', 'Number of the request, or its beginning'))
      .fill(item.number);
    await act(page, '查找', 'Find').click();
    await expect(page).toHaveURL(new RegExp(`q=${item.number}`));
    await expect(page.getByRole('link', {name: item.number})).toBeVisible();
    await watch.look(page, 'desk-audit');
    await page.getByRole('link', {name: item.number}).click();
    await expect(page.getByText(pick(/首尾相扣，未被改动/, /nothing was changed/)))
      .toBeVisible();
    await expect(page.getByRole('list', {name: pick(/^记录链，共/, /^Chain of/)})
      .getByRole('listitem').first()).toBeVisible();
    await page.getByRole('switch', {name: pick('显示指纹', 'Show fingerprints')}).click();
    await expect(page.getByText('0'.repeat(64))).toBeVisible();
    await expect(page.getByText(item.msisdn_masked).first()).toBeVisible();
    await watch.look(page, 'desk-audit-case');
  });

test('cases are exported by days, masked', async ({page, demo, watch}) => {
  const person = demo.person('plain');
  const item = await demo.submittedCase(person, {effective: 'cycle_end'});
  await signInAt(page, demo, 'auditor', '/desk/exports');
  await expect(title(page, '导出', 'Export')).toBeVisible();
  await page.getByLabel(pick('从', 'From'), {exact: true}).fill('2026-13-01');
  await expect(page.getByRole('alert')).toBeVisible();
  await act(page, '全部', 'All').click();
  await expect(act(page, '导出申请', 'Export requests')).toBeDisabled();
  await page.getByLabel(pick('导出用途', 'What it is for')).fill('Yearly audit');
  await watch.look(page, 'desk-exports');
  const waiting = page.waitForEvent('download');
  await act(page, '导出申请', 'Export requests').click();
  const text = readFileSync(await (await waiting).path(), 'utf8');
  expect(text).toContain(item.number);
  expect(text).not.toContain(person.msisdn.slice(-11));
  await expect(page.getByText(pick(/文件已保存/, /the file is saved/))).toBeVisible();
});

test('who looked at what in full is found by the one who looked',
  async ({page, demo, watch}) => {
    const item = await demo.submittedCase(demo.person('plain'), {effective: 'cycle_end'});
    const fraud = await demo.staffToken('fraud');
    await demo.good('POST', `/api/v1/lines/${item.line_id}/unmasking`,
      {fields: ['name'], reason: 'Called back with the code word', case_id: item.id}, fraud);
    await signInAt(page, demo, 'auditor', '/desk/access');
    await page.getByLabel(pick('经办人账号', 'User name')).fill('fraud');
    await act(page, '筛选', 'Filter').click();
    await expect(page).toHaveURL(/actor=fraud/);
    await expect(page.getByText('Called back with the code word').first()).toBeVisible();
    await watch.look(page, 'desk-access');
  });
