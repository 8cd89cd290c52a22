import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Locator, Page } from '@playwright/test';
import { elsewhere, expect, goToMarketplace, newPerson, signUp, test, watch } from './fixtures.ts';
import { join } from './join.ts';
import { connect } from './walk.ts';

test('signing out and in again returns to the requested page', async ({ page }) => {
  const person = await signUp(page);
  await page.getByTestId('account').first().click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await page.goto('/settings/members');
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill('not my password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('don’t match');
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
});

test('a new workspace is empty, and switching back shows the old one', async ({ page }) => {
  await signUp(page, newPerson('Ada Lovelace'));
  await page.getByTestId('workspace').first().click();
  await page.getByRole('menuitem', { name: 'New workspace' }).click();
  await page.getByLabel('Name').fill('Support team');
  await page.getByRole('button', { name: 'Create workspace', exact: true }).click();
  await expect(page.getByTestId('workspace').first()).toContainText('Support team');
  await page.getByTestId('workspace').first().click();
  await page.getByRole('menuitem', { name: /Ada/ }).click();
  await expect(page.getByTestId('workspace').first()).toContainText('Ada');
});

test('menus have a background: they were once plain text over the page', async ({ page }) => {
  await signUp(page);
  for (const opener of ['account', 'workspace']) {
    await page.getByTestId(opener).first().click();
    const menu = page.getByRole('menu');
    await expect(menu).toBeVisible();
    await expect(menu).not.toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
    await expect(menu.getByRole('menuitem').first()).not.toHaveCSS('padding-top', '0px');
    if (opener === 'workspace') {
      const width = async (of: Locator) => (await of.boundingBox())?.width ?? 0;
      const button = await width(page.getByTestId(opener).first());
      // It is animated to its size.
      await expect.poll(() => width(menu)).toBeGreaterThanOrEqual(button - 1);
    }
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
  }
});

test('the theme is chosen once and kept', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByTestId('theme').click();
  await page.getByTestId('theme').click();
  await expect(page.locator('html')).toHaveClass(/dark/);
  await page.reload();
  await expect(page.locator('html')).toHaveClass(/dark/);
});

test('the account by keyboard: a name, a password, and no session elsewhere', async ({ page, browser, baseURL }) => {
  test.slow();
  const person = await signUp(page);
  const phone = await signInElsewhere(browser, { baseURL: baseURL ?? '', person });

  await page.getByTestId('account').first().focus();
  await press(page, 'Enter');
  // The menu is loaded first.
  await expect(async () => {
    await press(page, 'ArrowDown');
    await expect(page.getByRole('menuitem', { name: 'Account' })).toBeFocused({ timeout: 500 });
  }).toPass();
  await press(page, 'Enter');
  await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
  await lookAround(page);

  await page.getByLabel('Name', { exact: true }).focus();
  await press(page, 'Control+a');
  await page.keyboard.type('Ada King');
  await press(page, 'Enter');
  await expect(page.getByRole('status').getByText('Saved.')).toBeVisible();
  await expect(page.getByTestId('account').first()).toContainText('Ada King');

  const [current, next] = ['Current password', 'New password'].map((label) => page.getByLabel(label, { exact: true }));
  if (!current || !next) throw new Error('no fields');
  await current.focus();
  await page.keyboard.type('not my password');
  await press(page, 'Tab', 'Tab');
  await expect(next).toBeFocused();
  await page.keyboard.type('a better horse');
  await press(page, 'Tab', 'Space');
  await expect(next).toHaveAttribute('type', 'text');
  await press(page, 'Space', 'Shift+Tab', 'Enter');
  await expect(page.getByText('This is not your current password.')).toBeVisible();
  await expect(current).toBeFocused();
  await lookAround(page);
  await press(page, 'Control+a');
  await page.keyboard.type(person.password);
  await press(page, 'Enter');
  await expect(page.getByText('Your password was changed. 1 other session was signed out.')).toBeVisible();
  await expect(page.getByTestId('session')).toHaveCount(1);
  await expect(phone.page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await phone.leave();

  const again = await signInElsewhere(browser, {
    baseURL: baseURL ?? '',
    person: { ...person, password: 'a better horse' },
  });
  await page.reload();
  await expect(page.getByTestId('session')).toHaveCount(2);
  await expect(page.getByTestId('session').first()).toContainText('This device');
  await page.getByRole('button', { name: /^Sign out Chrome/ }).focus();
  await press(page, 'Enter');
  await expect(page.getByRole('status').getByText(/^Chrome on .* is signed out\.$/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Active sessions' })).toBeFocused();
  await expect(page.getByTestId('session')).toHaveCount(1);
  await expect(again.page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await again.leave();
});

test('too many password guesses get their own message', async ({ member }) => {
  await member.goto('/account');
  await member.getByLabel('New password', { exact: true }).fill('a better horse');
  for (let guess = 1; guess <= 6; guess += 1) {
    await member.getByLabel('Current password', { exact: true }).fill(`guess number ${guess}`);
    await member.getByRole('button', { name: 'Change password' }).click();
    if (guess < 6) await expect(member.getByText('This is not your current password.')).toBeVisible();
    await expect(member.getByRole('button', { name: 'Change password' })).toBeEnabled();
  }
  await expect(member.locator('[data-error-code="RATE_LIMITED"]')).toBeVisible();
});

test('a failure to load the sessions is shown, and can be retried', async ({ member }) => {
  await member.route('**/trpc/**account.sessions**', (route) => route.fulfill({ status: 500, body: 'no' }));
  await member.goto('/account');
  await expect(member.getByRole('alert')).toBeVisible();
  await member.unroute('**/trpc/**account.sessions**');
  await member.getByRole('button', { name: 'Try again' }).click();
  await expect(member.getByTestId('session')).toHaveCount(1);
});

test('a person who has forgotten their password is told whom to ask', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByText('Forgot your password?').focus();
  await press(page, 'Enter');
  await expect(page.getByText('npm run new-password -- ada@example.com')).toBeVisible();
  await lookAround(page);
});

test('the workspace is renamed by its owner, and left by keyboard by an owner who is not the last', async ({
  member,
  browser,
  baseURL,
}) => {
  test.slow();
  const { page: grace, leave } = await join(member, browser, { role: 'member', baseURL: baseURL ?? '' });
  await member.goto('/settings');
  await expect(member.getByRole('heading', { name: 'General', level: 1 })).toBeVisible();
  await expect(member.getByText('You’re the last owner')).toBeVisible();
  await expect(member.getByTestId('leave')).toHaveCount(0);
  await member.getByLabel('Name', { exact: true }).focus();
  await press(member, 'Control+a');
  await member.keyboard.type('Engines');
  await press(member, 'Enter');
  await expect(member.getByRole('status').getByText('Saved.')).toBeVisible();
  await expect(member.getByTestId('workspace').first()).toContainText('Engines');
  await lookAround(member);

  await grace.goto('/settings/general');
  await expect(grace.getByText('Only admins can rename it.')).toBeVisible();
  await lookAround(grace);
  await grace.getByTestId('leave').focus();
  await press(grace, 'Enter');
  await expect(grace.getByRole('dialog')).toContainText('“Engines”');
  await lookAround(grace);
  await press(grace, 'Escape');
  await expect(grace.getByTestId('leave')).toBeFocused();
  await press(grace, 'Enter');
  await grace.getByTestId('confirm-leave').focus();
  await press(grace, 'Enter');
  await expect(grace.getByTestId('workspace').first()).toContainText('Grace');
  await expect(grace.getByTestId('announcer')).toContainText('You left Engines.');
  await leave();
});

test('a workspace is deleted by its owner, by keyboard and its name, and its connections go with it', async ({
  member,
}) => {
  test.slow();
  await connect(member, 'slack');
  await member.goto('/settings/general');
  await member.getByTestId('delete').focus();
  await press(member, 'Enter');
  const dialog = member.getByRole('dialog');
  await expect(dialog).toContainText('1 connection');
  await lookAround(member);
  await press(member, 'Escape');
  await expect(member.getByTestId('delete')).toBeFocused();
  await press(member, 'Enter');
  await expect(dialog.getByLabel('Type the workspace name to confirm')).toBeFocused();
  await member.keyboard.type('Another name');
  await press(member, 'Enter');
  await expect(dialog.getByText('That doesn’t match.')).toBeVisible();
  await expect(dialog.getByLabel('Type the workspace name to confirm')).toBeFocused();
  await press(member, 'Control+a');
  await member.keyboard.type("Ada's workspace");
  await press(member, 'Enter');
  await expect(member.getByRole('heading', { name: 'Create a workspace' })).toBeVisible();
  await expect(member.getByTestId('announcer')).toContainText('“Ada’s workspace” was deleted.');
  await member.getByLabel('Name').fill('Engines');
  await member.getByRole('button', { name: 'Create workspace' }).click();
  await expect(member.getByTestId('workspace').first()).toContainText('Engines');
  await member.goto('/applications');
  await expect(member.getByText('No apps yet')).toBeVisible();
});

interface Elsewhere {
  baseURL: string;
  person: { email: string; password: string };
}

/** Signs in the same person in another browser. */
async function signInElsewhere(browser: Browser, { baseURL, person }: Elsewhere) {
  const context = await browser.newContext({ baseURL, extraHTTPHeaders: elsewhere() });
  const problems = watch(context, baseURL);
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await goToMarketplace(page);
  const leave = async () => {
    await context.close();
    expect(problems).toEqual([]);
  };
  return { page, leave };
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Like accessibility.spec.ts, in the current theme. */
async function lookAround(page: Page): Promise<void> {
  await page.waitForTimeout(250);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`),
  ).toEqual([]);
}
