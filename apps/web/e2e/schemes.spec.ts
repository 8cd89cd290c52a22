import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { command, workspaceOf } from './many-tabs.ts';
import { createOwnClient } from './sandbox.ts';
import { addApp, answer, card, connect, goToApplications, openConsent, row, status } from './walk.ts';

/** The dialog in which a person chooses how to connect an app. */
const dialog = (page: Page) => page.getByTestId('connect-dialog');

/** Presses the app's first button, which opens the dialog where no page of the app is needed. */
async function openDialog(page: Page, app: string): Promise<Locator> {
  await addApp(page, app);
  const place = await goToApplications(page, app);
  await place.getByRole('button', { name: /^(Connect|Set up)/ }).click();
  await expect(dialog(page)).toBeVisible();
  return place;
}

test('connects by OAuth, and by a client that registers itself: both by one page of the app', async ({ member }) => {
  await connect(member, 'notion');
  await connect(member, 'linear_mcp');
  await expect(status(row(member, 'notion'))).toHaveText('Connected');
});

test('connects by a key in our own form, and says at the field what is missing', async ({ member }) => {
  const place = await openDialog(member, 'openai');
  const key = dialog(member).getByRole('textbox', { name: 'API key' });
  await expect(key).toHaveAttribute('type', 'password');
  await dialog(member).getByTestId('enter').click();
  await expect(dialog(member)).toContainText('API key is required.');
  await expect(key).toBeFocused();
  await key.fill('invalid key of mine');
  await dialog(member).getByTestId('enter').click();
  await expect(dialog(member).getByRole('alert')).toBeVisible();
  await expect(dialog(member).getByRole('alert')).not.toContainText('invalid key of mine');
  await key.fill('sk-1234567890');
  await dialog(member).getByTestId('enter').click();
  await expect(dialog(member)).toHaveCount(0);
  await expect(status(place)).toHaveText('Connected');
});

test('connects by a user name and a password on the provider’s page, chosen in the app’s details', async ({
  member,
}) => {
  await addApp(member, 'zendesk');
  await member.goto('/marketplace?app=zendesk');
  await member.getByTestId('ways').locator('[data-scheme="BASIC"]').getByRole('button').click();
  const opened = member.context().waitForEvent('page');
  await dialog(member).getByTestId('elsewhere').click();
  const window = await opened;
  await window.getByRole('button', { name: 'Approve' }).waitFor();
  for (const input of await window.locator('fieldset.inputs input').all()) await input.fill('ada@example.com');
  await answer(window, 'Approve');
  await window.waitForURL(/\/return\/connected/);
  await member.goto('/applications');
  await expect(status(row(member, 'zendesk'))).toHaveText('Connected');
});

test('connects an app that needs nothing, without a window', async ({ member }) => {
  await addApp(member, 'hackernews');
  const place = await goToApplications(member, 'hackernews');
  await place.getByRole('button', { name: /^Connect/ }).click();
  await expect(status(place)).toHaveText('Connected');
  expect(member.context().pages()).toHaveLength(1);
});

interface Listed {
  id: string;
  label: string;
  account: { id: string } | null;
}

async function accounts(page: Page, workspace: string): Promise<Record<string, string | undefined>> {
  const answered = await page.request.get('/trpc/connections.list', { headers: { 'x-patchbay-workspace': workspace } });
  const { items } = ((await answered.json()) as { result: { data: { items: Listed[] } } }).result.data;
  return Object.fromEntries(items.map(({ label, account }) => [label, account?.id]));
}

test('reconnecting one of two connections of an app leaves the other one as it was', async ({ member }) => {
  const workspace = await workspaceOf(member);
  for (const label of ['First', 'Second']) await command(member, 'connections.add', { app: 'slack', label, workspace });
  await member.goto('/applications');
  const called = (label: string) => row(member, 'slack').filter({ hasText: label });
  for (const label of ['First', 'Second']) {
    const button = called(label).getByRole('button', { name: /^Connect/ });
    await answer(await openConsent(member, button), 'Approve');
    await expect(status(called(label))).toHaveText('Connected');
  }
  const before = await accounts(member, workspace);
  await called('First').getByRole('link', { name: 'Slack' }).first().click();
  const head = member.getByTestId('connection-head');
  await answer(await openConsent(member, head.getByRole('button', { name: /^Reconnect/ })), 'Approve');
  await expect.poll(async () => (await accounts(member, workspace))['First']).not.toBe(before['First']);
  expect((await accounts(member, workspace))['Second']).toBe(before['Second']);
  await member.goto('/applications');
  for (const label of ['First', 'Second']) await expect(status(called(label))).toHaveText('Connected');
});

/** X: the provider has no OAuth client for it. */
const NEEDS_CLIENT = 'twitter';

test('an app that needs an own OAuth client says so before it is added, and a member asks the admin', async ({
  member,
}) => {
  await member.goto(`/marketplace?q=${NEEDS_CLIENT}`);
  await expect(card(member, NEEDS_CLIENT)).toContainText('Needs setup');
  await openDialog(member, NEEDS_CLIENT);
  const note = dialog(member).getByTestId('app-setup');
  await expect(note).toContainText('needs your own OAuth client');
  await expect(note.getByTestId('redirect')).toHaveCount(0);
  await note.getByRole('button', { name: /^Ask your admin/ }).click();
  await expect(member.getByRole('dialog').last()).toContainText('Set up an OAuth client for');
});

test('an installation admin is led through setting it up, and then it can be connected', async ({ admin }) => {
  const place = await openDialog(admin, NEEDS_CLIENT);
  const note = dialog(admin).getByTestId('app-setup');
  await expect(note.getByTestId('redirect')).toHaveText(/\/api\/v3\.1\/toolkits\/auth\/callback$/);
  await note.getByRole('button', { name: 'Check again' }).click();
  await expect(note.getByTestId('found')).toContainText('There’s no auth config');
  await createOwnClient(NEEDS_CLIENT);
  await note.getByRole('button', { name: 'Check again' }).click();
  await expect(dialog(admin).getByTestId('approve')).toBeVisible();
  await answer(await openConsent(admin, dialog(admin).getByTestId('approve')), 'Approve');
  await expect(status(place)).toHaveText('Connected');
});
