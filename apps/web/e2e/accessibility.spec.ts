import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, signUp, test } from './fixtures.ts';
import { addApp, choose, goToApplications, openConsent } from './walk.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const SETTINGS = ['members', 'service-keys', 'catalogue', 'health'].map((name) => `/settings/${name}`);

/**
 * The toast library's two stops before and after an open toast: hidden, focusable, and handing the focus on in the same
 * moment. axe sees the first two (rule aria-hidden-focus) and cannot see the third.
 */
const FOCUS_PROXIES = '[role="region"] > span[aria-hidden="true"][tabindex="0"]';

for (const theme of ['light', 'dark'] as const) {
  test.describe(theme, () => {
    test.use({ colorScheme: theme, contextOptions: { reducedMotion: 'reduce' } });

    test('signing in and up', async ({ page }) => {
      for (const path of ['/sign-up', '/sign-in']) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await check(page, path);
      }
    });

    test('every page of the app', async ({ page }) => {
      await signUp(page);
      await expect(page.getByTestId('app-card').first()).toBeVisible();
      await check(page, 'marketplace');
      await page.goto('/marketplace?app=slack');
      await expect(page.getByRole('dialog').getByTestId('actions')).toBeVisible();
      await check(page, 'details');
      await page.goto('/applications');
      await expect(page.getByText('Nothing is plugged in yet')).toBeVisible();
      await check(page, 'applications, empty');
      for (const path of ['/welcome', '/invite/0', '/no/such/page', '/return/denied']) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await page.waitForLoadState('networkidle').catch(() => undefined);
        await check(page, path);
      }
    });

    test('the settings', async ({ page }) => {
      await signUp(page);
      for (const path of SETTINGS) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await check(page, path);
      }
      await page.getByRole('button', { name: 'Check now' }).click();
      await expect(page.getByTestId('health')).toBeVisible();
      await check(page, 'health');
    });

    test('a connection while it waits, and the question before it stops', async ({ page }) => {
      await signUp(page);
      await addApp(page);
      const place = await goToApplications(page, 'slack');
      const window = await openConsent(page, place.getByRole('button', { name: /^Connect/ }));
      await check(page, 'pending');
      await window.close();
      await place.getByRole('button', { name: /^Cancel/ }).click();
      await expect(place.getByTestId('reason')).toBeVisible();
      await check(page, 'reason');
      await choose(page, place, 'Remove');
      await expect(page.getByRole('dialog')).toBeVisible();
      await check(page, 'dialog');
      await page.getByRole('button', { name: 'Keep it' }).click();
      await place.getByRole('link', { name: 'Slack' }).click();
      for (const tab of ['Overview', 'Actions', 'Log', 'Use it from code', 'Activity', 'Danger zone']) {
        await page.getByRole('link', { name: tab, exact: true }).click();
        await expect(page.getByRole('link', { name: tab, exact: true })).toHaveAttribute('aria-current', 'page');
        await check(page, tab);
      }
    });
  });
}

async function check(page: Page, what: string): Promise<void> {
  // Fading in, a text has less contrast than it will have.
  await page.waitForTimeout(250);
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).exclude(FOCUS_PROXIES).analyze();
  expect(
    violations.map(({ id, nodes }) => `${what}: ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`),
  ).toEqual([]);
}
