import type { Page } from '@playwright/test';
import { expect, newPerson, signUp, test } from './fixtures.ts';
import { command } from './many-tabs.ts';
import { addApp, answer, goToApplications, openConsent, row, status } from './walk.ts';

/** Opens a second workspace in a tab of its own, with its menu. */
async function openSecond(first: Page, name: string): Promise<Page> {
  const page = await first.context().newPage();
  await page.goto('/applications');
  await page.getByTestId('workspace').first().click();
  await page.getByRole('menuitem', { name: 'New workspace' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Create workspace', exact: true }).click();
  await expect(page.getByTestId('workspace').first()).toContainText(name);
  return page;
}

const pathOf = (page: Page) => new URL(page.url()).pathname;
const workspaceIn = (page: Page) => pathOf(page).split('/')[2] ?? '';

test('two tabs show two workspaces, each connects in its own, and a reload changes neither', async ({ member }) => {
  await addApp(member);
  const place = await goToApplications(member, 'slack');
  const other = await openSecond(member, 'Support team');
  expect(pathOf(member)).toMatch(/^\/w\/adas-workspace-[0-9a-f]{8}\/applications$/);
  expect(pathOf(other)).toMatch(/^\/w\/support-team-[0-9a-f]{8}\/home$/);

  // Both consent windows are open at the same time.
  const mine = await openConsent(member, place.getByRole('button', { name: /^Connect/ }));
  await other.goto(`/w/${workspaceIn(other)}/marketplace?q=github`);
  await other
    .locator('article[data-app="github"]')
    .getByRole('button', { name: /^Add to workspace/ })
    .click();
  await other.goto(`/w/${workspaceIn(other)}/applications`);
  const theirs = await openConsent(other, row(other, 'github').getByRole('button', { name: /^Connect/ }));
  await answer(mine, 'Approve');
  await expect(mine.getByTestId('return-page')).toContainText('Slack is connected');
  await answer(theirs, 'Approve');
  await expect(theirs.getByTestId('return-page')).toContainText('GitHub is connected');
  await expect(status(place)).toHaveText('Connected');
  await expect(status(row(other, 'github'))).toHaveText('Connected');

  for (const page of [member, other]) await page.reload();
  await expect(row(member, 'slack')).toBeVisible();
  await expect(row(member, 'github')).toHaveCount(0);
  await expect(row(other, 'github')).toBeVisible();
  await expect(row(other, 'slack')).toHaveCount(0);
});

test('a link to another of my workspaces opens it, also one from before addresses named the workspace', async ({
  member,
}) => {
  await addApp(member);
  const id = await (await goToApplications(member, 'slack')).getAttribute('data-id');
  const link = `${pathOf(member)}/${id}`;
  const other = await openSecond(member, 'Support team');

  await other.goto(link);
  await expect(other.getByRole('heading', { level: 1, name: 'Slack' })).toBeVisible();
  await expect(other.getByTestId('workspace').first()).toContainText('Ada’s workspace');

  // The session's workspace is the second one.
  await other.goto(`/applications/${id}/activity?from=mail`);
  await expect(other.getByRole('heading', { level: 1, name: 'Slack' })).toBeVisible();
  expect(other.url()).toContain(`${link}/activity?from=mail`);
  await other.goto('/marketplace?q=slack');
  await expect(other).toHaveURL(/\/w\/support-team-[0-9a-f]{8}\/marketplace\?q=slack$/);
});

test('an address stays right when the workspace is renamed', async ({ member }) => {
  await member.goto('/settings/general');
  await expect(member.getByRole('heading', { name: 'General', level: 1 })).toBeVisible();
  const before = pathOf(member);
  await member.getByLabel('Name', { exact: true }).fill('Analytical Engines');
  await member.getByLabel('Name', { exact: true }).press('Enter');
  await expect(member).toHaveURL(/\/w\/analytical-engines-[0-9a-f]{8}\/settings\/general$/);
  await member.goto(before);
  await expect(member).toHaveURL(/\/w\/analytical-engines-[0-9a-f]{8}\/settings\/general$/);
});

test('an address of a workspace that I am not in says so, and another account can be used', async ({
  member,
  browser,
  baseURL,
}) => {
  await member.goto('/applications');
  const context = await browser.newContext({ baseURL: baseURL ?? '' });
  const grace = await context.newPage();
  await signUp(grace, newPerson('Grace Hopper'));
  await grace.goto(pathOf(member));
  await expect(grace.getByText('You’re not in this workspace')).toBeVisible();
  expect(pathOf(grace)).toBe(pathOf(member));
  await grace.getByRole('link', { name: 'Open my workspace' }).click();
  await expect(grace.getByTestId('workspace').first()).toContainText('Grace’s workspace');
  await grace.goto(pathOf(member));
  await grace.getByRole('button', { name: 'Use another account' }).click();
  await expect(grace.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  expect(new URL(grace.url()).searchParams.get('next')).toBe(pathOf(member));
  await context.close();
});

test('a tab whose workspace was left elsewhere stays at its address, and says so', async ({ member }) => {
  const other = await openSecond(member, 'Support team');
  const at = pathOf(other);
  const { items } = (await listWorkspaces(other)) as { items: { id: string; name: string }[] };
  const workspace = items.find(({ name }) => name === 'Support team')?.id ?? '';
  await command(member, 'workspaces.delete', { name: 'Support team', workspace });
  await expect(other.getByText('You’re not in this workspace')).toBeVisible();
  expect(pathOf(other)).toBe(at);
});

async function listWorkspaces(page: Page): Promise<unknown> {
  const answered = (await (await page.request.get('/trpc/workspaces.list')).json()) as { result: { data: unknown } };
  return answered.result.data;
}

test('signing out in one tab signs out the others, which return to their own workspace', async ({ page }) => {
  const person = await signUp(page);
  const other = await openSecond(page, 'Support team');
  await page.getByTestId('account').first().click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await expect(other.getByRole('heading', { name: 'Welcome back' })).toBeVisible();
  await other.getByLabel('Email').fill(person.email);
  await other.getByLabel('Password', { exact: true }).fill(person.password);
  await other.getByRole('button', { name: 'Sign in' }).click();
  await expect(other.getByTestId('workspace').first()).toContainText('Support team');
});
