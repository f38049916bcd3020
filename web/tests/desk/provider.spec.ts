// SPDX-License-Identifier: Apache-2.0
// Staff who sign in at their company's own provider.
import {expect, isPhone, pick, test} from '../support/test';
import {Company} from '../support/company';
import {act, title} from './staff';
import type {Page} from '@playwright/test';

// Signs in at the provider and agrees, on its own pages.
async function atProvider(page: Page, company: Company, login: string) {
  await expect(page).toHaveURL((url) => url.origin === company.provider.issuer);
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill('any');
  await page.locator('[type=submit]').click();
  await expect(page.locator('[name=login]')).toHaveCount(0);
  const agree = page.locator('[name=prompt][value=consent]');
  await expect(agree.or(page.locator('h1'))).not.toHaveCount(0);
  await page.waitForLoadState();
  if (await agree.count()) await page.locator('[type=submit]').click();
  await expect(page).toHaveURL((url) => url.origin === company.url);
}

test('staff sign in at the company\'s provider, and whoever has no role is told why not',
  async ({elsewhere}) => {
    const company = await Company.start();
    try {
      const [page, watch] = await elsewhere(company.home, company.url);
      watch.expectVisit(company.provider.issuer);
      const go = page.getByRole('link', {name: pick('用Example staff directory登录',
        'Sign in with Example staff directory')});
      await page.goto('/desk/reviews?sort=due');
      await expect(title(page, '员工登录', 'Staff sign-in')).toBeVisible();
      await watch.look(page, 'desk-sign-in-provider');

      // The page asks whether somebody is signed in, as it was left to sign in.
      watch.allowRefusal(401);
      await go.click();
      await atProvider(page, company, 'an');
      await expect(page.getByRole('alert')).toBeVisible();
      await expect(page).toHaveURL(/\/desk\?sign_in=/);
      await watch.look(page, 'desk-sign-in-provider-failed');
      await page.context().clearCookies();

      await page.goto('/desk/reviews?sort=due');
      await go.click();
      await atProvider(page, company, 'li');
      await expect(title(page, '审核', 'Reviews')).toBeVisible();
      await expect(page).toHaveURL(`${company.url}/desk/reviews?sort=due`);
      await watch.look(page, 'desk-provider-in');
      if (isPhone()) await act(page, '菜单', 'Menu').click();
      await expect(page.getByRole('link', {name: pick('柜台办理', 'Counter')})).toHaveCount(0);
      if (isPhone()) await page.keyboard.press('Escape');
      await act(page, '退出登录', 'Sign out').click();
      await expect(title(page, '员工登录', 'Staff sign-in')).toBeVisible();
    } finally {
      await company.stop();
    }
  });
