import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { contrast } from './contrast.ts';
import { expect, signInAsAdmin, signUp, test } from './fixtures.ts';
import { addApp, choose, connect, fire, goToApplications, openConsent, triggerEvents } from './walk.ts';

// Each test scans a dozen pages, and a scan takes seconds.
test.describe.configure({ timeout: 120_000 });

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Rules that a theme can affect; all others are the same in both, and are checked in the light one. */
const COLORS = ['color-contrast', 'link-in-text-block'];

const SETTINGS = ['general', 'members', 'service-keys', 'catalog', 'health', 'sign-up', 'workspaces'].map(
  (name) => `/settings/${name}`,
);

/**
 * The toast library's two elements before and after an open toast: hidden, focusable, and passing the focus on
 * immediately. axe reports the first two properties (rule aria-hidden-focus) and cannot see the third.
 */
const FOCUS_PROXIES = '[role="region"] > span[aria-hidden="true"][tabindex="0"]';

test.use({ colorScheme: 'light', contextOptions: { reducedMotion: 'reduce' } });

test('signing in and up', async ({ page }) => {
  for (const path of ['/sign-up', '/sign-in']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await check(page, path);
  }
});

// WCAG 1.4.11, which axe does not check. The library's focus rings have an opacity of a quarter: 1.5 to 1.
test('focus rings and the borders of inputs stand out in both themes', async ({ page }) => {
  await page.goto('/sign-in');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.getByLabel('Password', { exact: true }).focus();
    // Skips the button that shows the password.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const button = page.getByRole('button', { name: 'Sign in' });
    await expect(button).toBeFocused();
    await expect(button).toHaveCSS('outline-width', '2px');
    for (const ground of ['var(--ui-bg)', 'var(--ui-bg-muted)', 'var(--canvas)']) {
      const border = await contrast(page, ['var(--ui-border-accented)', ground]);
      expect(border, `${colorScheme}: border on ${ground}`).toBeGreaterThan(3);
      // It transitions from the color of the text.
      const ring = async () => contrast(page, [await button.evaluate(outlineOf), ground]);
      await expect.poll(ring, `${colorScheme}: ring on ${ground}`).toBeGreaterThan(3);
    }
  }
});

test('every page of the app', async ({ page }) => {
  await signUp(page);
  // A few cards are enough: two hundred are the same, and axe takes a second per fifty.
  await page.goto('/marketplace?q=git');
  await expect(page.getByTestId('app-card').first()).toBeVisible();
  await check(page, 'marketplace');
  await page.goto('/marketplace?q=slack&app=slack');
  await expect(page.getByRole('dialog').getByTestId('actions')).toBeVisible();
  await check(page, 'details');
  await page.goto('/applications');
  await expect(page.getByText('No apps yet')).toBeVisible();
  await check(page, 'applications, empty');
  for (const path of ['/events', '/settings/endpoints', '/welcome', '/invite/0', '/no/such/page', '/return/denied']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await check(page, path);
  }
});

test('the settings', async ({ page }) => {
  await signInAsAdmin(page);
  for (const path of ['/account', ...SETTINGS]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await check(page, path);
  }
  await page.goto('/settings/service-keys');
  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByLabel('Name').fill('Agent runner');
  await check(page, 'new key');
  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(page.getByTestId('new-token')).toBeVisible();
  await check(page, 'key');
  await page.goto('/settings/health');
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByTestId('health')).toBeVisible();
  await check(page, 'health');
});

test('a pending connection, and the dialog before it is stopped', async ({ page }) => {
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
  await page.getByRole('button', { name: 'Cancel' }).click();
  await place.getByRole('link', { name: 'Slack' }).click();
  for (const tab of ['Overview', 'Actions', 'Log', 'Code', 'Triggers', 'Activity', 'Danger zone']) {
    await page.getByRole('link', { name: tab, exact: true }).click();
    await expect(page.getByRole('link', { name: tab, exact: true })).toHaveAttribute('aria-current', 'page');
    await check(page, tab);
  }
});

test('triggers, events and endpoints', async ({ page }) => {
  await signUp(page);
  await page.goto(`${await connect(page, 'github')}/triggers`);
  await page.getByRole('button', { name: 'Enable Commit Event' }).click();
  await page.getByTestId('enable').click();
  await expect(page.getByText('Required.')).toHaveCount(2);
  await check(page, 'form with errors');
  await page.getByLabel('Owner').fill('ada');
  await page.getByLabel('Repo').fill('engine');
  await page.getByLabel('Enable on new connections').check();
  await page.getByTestId('enable').click();
  await expect(page.getByTestId('automatic')).toBeVisible();
  await check(page, 'triggers');

  await page.goto('/settings/endpoints');
  // No server listens there, so the delivery fails and is retried.
  await page.getByRole('button', { name: 'New endpoint' }).click();
  await page.getByLabel('URL').fill('http://127.0.0.1:9/hook');
  await check(page, 'new endpoint');
  await page.getByRole('button', { name: 'Add endpoint' }).click();
  await expect(page.getByTestId('new-secret')).toBeVisible();
  await check(page, 'endpoints');
  await fire(page);
  await page.goto('/events');
  await expect(triggerEvents(page)).toBeVisible();
  await check(page, 'events');
  await triggerEvents(page).getByRole('link').click();
  await expect(page.getByTestId('payload')).toBeVisible();
  await expect(page.getByTestId('delivery')).toContainText('Could not connect');
  await check(page, 'event');
  await page.goto('/settings/endpoints');
  await page.getByTestId('endpoint').getByRole('link').click();
  await expect(page.getByTestId('delivery')).toBeVisible();
  await check(page, 'endpoint');
  await page.getByRole('button', { name: 'Edit endpoint' }).click();
  await check(page, 'endpoint, edited');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await check(page, 'endpoint, removed');
});

function outlineOf(focused: HTMLElement | SVGElement): string {
  return getComputedStyle(focused).outlineColor;
}

async function check(page: Page, what: string): Promise<void> {
  const light = await look(page, (axe) => axe.withTags(TAGS));
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveClass(/\bdark\b/);
  const dark = await look(page, (axe) => axe.withRules(COLORS));
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(page.locator('html')).not.toHaveClass(/\bdark\b/);
  expect(
    [...light, ...dark.map((violation) => `dark: ${violation}`)].map((violation) => `${what}: ${violation}`),
  ).toEqual([]);
}

async function look(page: Page, ask: (axe: AxeBuilder) => AxeBuilder): Promise<string[]> {
  // While fading in, text has less contrast than afterwards.
  await page.waitForTimeout(250);
  const { violations } = await ask(new AxeBuilder({ page })).exclude(FOCUS_PROXIES).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}
