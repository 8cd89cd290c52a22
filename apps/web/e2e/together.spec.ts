import type { Locator, Page } from '@playwright/test';
import { elsewhere, expect, newPerson, signInAsAdmin, test } from './fixtures.ts';
import { join } from './join.ts';
import {
  addApp,
  card,
  choose,
  connect,
  fire,
  goToApplications,
  listenToCommits,
  openConsent,
  row,
  status,
  triggerEvents,
} from './walk.ts';

test('two people race on one connection: one succeeds, and the other is told', async ({ member, browser, baseURL }) => {
  await addApp(member);
  const { page: other, leave } = await join(member, browser, { role: 'admin', baseURL: baseURL ?? '' });
  const mine = await goToApplications(member, 'slack');
  const theirs = await goToApplications(other, 'slack');
  // The slower one still has the old version on the screen: no update reaches them before they press.
  await other.route('**/trpc/live.watch*', (route) => route.abort());
  await other.reload();
  await expect(status(theirs)).toHaveText('Added');

  await openConsent(member, mine.getByRole('button', { name: /^Connect/ }));
  await theirs.getByRole('button', { name: /^Connect/ }).click();
  await expect(other.getByText('This connection was changed in the meantime.', { exact: false }).first()).toBeVisible();
  await expect(status(theirs)).toHaveText('Pending');
  await expect(status(mine)).toHaveText('Pending');
  await expect(theirs.getByTestId('pending-panel')).toContainText('Ada Lovelace started this');
  await leave();
});

test('adding twice: the second person learns that it exists', async ({ member, browser, baseURL }) => {
  const { page: other, leave } = await join(member, browser, { role: 'admin', baseURL: baseURL ?? '' });
  await other.route('**/trpc/live.watch*', (route) => route.abort());
  await other.goto('/marketplace?q=slack');
  await expect(card(other, 'slack').getByRole('button', { name: /^Add to workspace/ })).toBeVisible();
  await addApp(member);
  await card(other, 'slack')
    .getByRole('button', { name: /^Add to workspace/ })
    .click();
  await expect(other.getByText('Slack is already here').first()).toBeVisible();
  await expect(card(other, 'slack').getByRole('button', { name: /^Connect/ })).toBeVisible();
  await leave();
});

test('a member may add but has to ask an admin to connect', { tag: '@smoke' }, async ({ member, browser, baseURL }) => {
  const { page: other, leave } = await join(member, browser, { role: 'member', baseURL: baseURL ?? '' });
  await other.goto('/marketplace?q=slack');
  await card(other, 'slack')
    .getByRole('button', { name: /^Add to workspace/ })
    .click();
  await card(other, 'slack')
    .getByRole('button', { name: /^Ask an admin/ })
    .click();
  await expect(other.getByRole('dialog')).toContainText('Ada Lovelace');
  await other.keyboard.press('Escape');
  await expect(card(other, 'slack').getByRole('button', { name: /^Ask an admin/ })).toBeFocused();
  await leave();
});

test('a member sees Remove only for what they added', async ({ member, browser, baseURL }) => {
  await addApp(member, 'github');
  const { page: other, leave } = await join(member, browser, { role: 'member', baseURL: baseURL ?? '' });
  await other.goto('/marketplace?q=slack');
  await card(other, 'slack')
    .getByRole('button', { name: /^Add to workspace/ })
    .click();
  await expect(card(other, 'slack').getByRole('button', { name: /^Ask an admin/ })).toBeVisible();

  const mine = await goToApplications(other, 'slack');
  await expect(row(other, 'github').getByRole('button', { name: /^Ask an admin/ })).toBeVisible();
  await expectNoRemove(other, row(other, 'github'));
  const window = await openConsent(
    member,
    (await goToApplications(member, 'slack')).getByRole('button', { name: /^Connect/ }),
  );
  await expect(status(mine)).toHaveText('Pending');
  await expectNoRemove(other, mine);
  await window.close();
  await row(member, 'slack')
    .getByRole('button', { name: /^Cancel/ })
    .click();

  await expect(status(mine)).toHaveText('Added');
  await choose(other, mine, 'Remove');
  await other.getByTestId('confirm-stop').click();
  await expect(mine).toHaveCount(0);
  await expect(row(member, 'slack')).toHaveCount(0);
  await leave();
});

/** The menu of a row, which all have, does not offer it. */
async function expectNoRemove(page: Page, place: Locator): Promise<void> {
  await place.getByRole('button', { name: /^More for/ }).click();
  await expect(page.getByRole('menuitem', { name: 'Copy connection ID' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Remove' })).toHaveCount(0);
  await page.keyboard.press('Escape');
}

test('admin settings are shown to a member, with the admins to ask', async ({ member, browser, baseURL }) => {
  const { page: other, leave } = await join(member, browser, { role: 'member', baseURL: baseURL ?? '' });
  for (const page of ['members', 'service-keys', 'endpoints']) {
    await other.goto(`/settings/${page}`);
    await other.getByRole('button', { name: 'Ask an admin', exact: true }).click();
    await expect(other.getByRole('dialog')).toContainText('Ada Lovelace');
  }
  await leave();
});

test('the pages of the installation exist for its admins only', async ({ member, browser, baseURL }) => {
  const pages = ['catalog', 'health', 'sign-up', 'workspaces'];
  for (const page of pages) {
    await member.goto(`/settings/${page}`);
    await expect(member.getByRole('heading', { level: 1 })).toHaveText('Not found');
  }
  await member.goto('/settings/general');
  await expect(member.getByRole('navigation', { name: 'Installation' })).toHaveCount(0);

  const context = await browser.newContext({ baseURL: baseURL ?? '', extraHTTPHeaders: elsewhere() });
  const admin = await context.newPage();
  await signInAsAdmin(admin);
  await admin.goto('/settings/general');
  const tabs = admin.getByRole('navigation', { name: 'Installation' });
  for (const title of ['Catalog', 'System health', 'Sign-up', 'Workspaces']) {
    await tabs.getByRole('link', { name: title }).click();
    await expect(admin.getByRole('heading', { level: 1 })).toHaveText(title);
  }
  await expect(admin.getByTestId('installation-workspaces').locator('li').first()).toContainText('1 member');
  await context.close();
});

test('a person without an account who is invited is asked to create one, and then told which workspace they are in', async ({
  member,
  browser,
  baseURL,
}) => {
  const grace = newPerson('Grace Hopper');
  await member.goto('/settings/members');
  await member.getByLabel('Email').fill(grace.email);
  await member.getByRole('button', { name: 'Invite' }).click();
  const link = await member.getByTestId('invite-link').locator('code').innerText();
  await expect(member.getByRole('heading', { name: 'Open invitations' })).toBeVisible();

  const context = await browser.newContext({ baseURL: baseURL ?? '', extraHTTPHeaders: elsewhere() });
  const page = await context.newPage();
  await page.goto(new URL(link).pathname);
  await expect(page.getByRole('heading', { name: 'Create your account' })).toBeVisible();
  await expect(page.getByText('You were invited to a workspace.')).toBeVisible();
  await page.getByLabel('Name').fill(grace.name);
  await page.getByLabel('Email').fill(grace.email);
  await page.getByLabel('Password', { exact: true }).fill(grace.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('button', { name: 'Join workspace' }).click();
  await expect(page.getByText(/^You joined Ada’s workspace as Member\.$/).first()).toBeVisible();
  await context.close();
});

test('an invitation for another account offers to sign in with it, and fits a phone', async ({ member }) => {
  await member.setViewportSize({ width: 390, height: 844 });
  await member.goto('/invite/01a204d1-679a-730e-aa00-000000000000');
  await expect(member.getByRole('alert')).toContainText('This invitation isn’t for you, or no longer open');
  expect(await member.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await member.getByRole('button', { name: 'Use another account' }).click();
  await expect(member.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  expect(new URL(member.url()).searchParams.get('next')).toBe('/invite/01a204d1-679a-730e-aa00-000000000000');
});

test('a member sees triggers and events, and asks an admin for more', async ({ member, browser, baseURL }) => {
  const connection = await connect(member, 'github');
  await listenToCommits(member, connection);
  await fire(member);
  const { page: other, leave } = await join(member, browser, { role: 'member', baseURL: baseURL ?? '' });
  await other.goto(`${connection}/triggers`);
  await expect(other.getByTestId('subscription')).toContainText('owner: ada · repo: engine');
  await expect(other.getByTestId('triggers').getByRole('listitem').first()).toBeVisible();
  await expect(other.getByRole('button', { name: /^(Enable|Change|Turn off)/ })).toHaveCount(0);
  await other.getByRole('button', { name: 'Ask an admin', exact: true }).click();
  await expect(other.getByRole('dialog')).toContainText('Choose the triggers of GitHub');
  await other.goto('/events');
  await triggerEvents(other).getByRole('link').click();
  await expect(other.getByTestId('payload')).toBeVisible();
  await expect(other.getByTestId('replay')).toHaveCount(0);
  await other.goto('/settings/endpoints');
  await expect(other.getByText('Only admins can see endpoints')).toBeVisible();
  await leave();
});
