import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { expireAccount } from './sandbox.ts';
import { addApp, answer, connect, goToApplications, openConsent, row, status } from './walk.ts';

test('a label is set, and removed again', { tag: '@smoke' }, async ({ member }) => {
  await addApp(member);
  await (await goToApplications(member, 'slack')).getByRole('link', { name: 'Slack' }).first().click();
  await label(member, 'Add label', 'Support inbox');
  await expect(member.getByText('Renamed to “Support inbox”').first()).toBeVisible();
  await label(member, 'Change label', 'Sales');
  await expect(member.getByText('Renamed to “Sales”').first()).toBeVisible();
  await member.getByRole('button', { name: 'Undo' }).last().click();
  const editor = member.getByRole('button', { name: 'Change label' });
  await expect(editor.locator('xpath=..')).toContainText('Support inbox');
  await member.reload();
  await expect(editor.locator('xpath=..')).toContainText('Support inbox');
  expect(await editor.evaluate(focusedAfterClick)).toBe('Label');
  await member.keyboard.press('Escape');
  await expect(editor).toBeFocused();
});

test('an authorization that ended is renewed, and the label and the actions stay', async ({ member }) => {
  await connect(member, 'slack');
  const place = row(member, 'slack');
  await place.getByRole('link', { name: 'Slack' }).first().click();
  await label(member, 'Add label', 'Work chat');
  await member.getByRole('link', { name: 'Actions', exact: true }).click();
  const find = member.getByRole('switch', { name: 'Find Channels' });
  await find.check();
  await member.getByRole('button', { name: 'Save' }).click();
  await expect(member.getByText(/unsaved/)).toHaveCount(0);
  await member.goto('/applications');

  await expireAccount(await accountOf(member));
  await expect(status(place)).toHaveText('Needs attention');
  await expect(place.getByTestId('reason')).toContainText('The authorization has expired.');
  await answer(await openConsent(member, place.getByRole('button', { name: /^Reconnect/ })), 'Approve');
  await expect(status(place)).toHaveText('Connected');
  await expect(place.getByTestId('reason')).toHaveCount(0);
  await expect(row(member, 'slack')).toContainText('Work chat');
  await place.getByRole('link', { name: 'Slack' }).first().click();
  await member.getByRole('link', { name: 'Actions', exact: true }).click();
  await expect(find).toBeChecked();
});

test('a connection keeps working while it is reconnected, and the overview counts what connecting enabled', async ({
  member,
}) => {
  await addApp(member);
  await (await goToApplications(member, 'slack')).getByRole('link', { name: 'Slack' }).first().click();
  const head = member.getByTestId('connection-head');
  await expect(member.getByRole('link', { name: '0 enabled' })).toHaveCount(2);
  await answer(await openConsent(member, head.getByRole('button', { name: /^Connect/ })), 'Approve');
  await expect(status(head)).toHaveText('Connected');
  await expect(member.getByRole('link', { name: /^[1-9]\d* enabled$/ })).toHaveAttribute('href', /\/actions$/);

  await openConsent(member, head.getByRole('button', { name: /^Reconnect/ }));
  await expect(member.getByTestId('pending-panel')).toContainText('Slack keeps working until this is approved.');
  await expect(status(head)).toHaveText('Connected');
});

test('another tab that opens another workspace leaves this one, and the attempt that was started here, as they are', async ({
  member,
  context,
}) => {
  await addApp(member);
  const place = await goToApplications(member, 'slack');
  const window = await openConsent(member, place.getByRole('button', { name: /^Connect/ }));
  const other = await context.newPage();
  await other.goto('/applications');
  await other.getByTestId('workspace').first().click();
  await other.getByRole('menuitem', { name: 'New workspace' }).click();
  await other.getByLabel('Name').fill('Support team');
  await other.getByRole('button', { name: 'Create workspace', exact: true }).click();
  await expect(other.getByTestId('workspace').first()).toContainText('Support team');

  await answer(window, 'Approve');
  await expect(window.getByTestId('return-page')).toContainText('Slack is connected');
  await expect(status(place)).toHaveText('Connected');
  await other.goto('/applications');
  await expect(other.getByText('No apps yet')).toBeVisible();
  await member.reload();
  await expect(status(place)).toHaveText('Connected');
});

async function label(page: Page, button: string, text: string): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByLabel('Label').fill(text);
  await page.keyboard.press('Enter');
}

/** The name of the focused element once the page has handled a click, before any timer: keys may follow right away. */
async function focusedAfterClick(button: HTMLElement | SVGElement): Promise<string | null | undefined> {
  button.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  return document.activeElement?.getAttribute('aria-label');
}

/** The account of the only connection. */
async function accountOf(page: Page): Promise<string> {
  const answered = await page.request.get('/trpc/connections.list', { headers: await inWorkspace(page) });
  const { result } = (await answered.json()) as { result: { data: { items: { account: { id: string } | null }[] } } };
  return result.data.items[0]?.account?.id ?? '';
}

async function inWorkspace(page: Page): Promise<Record<string, string>> {
  const session = await page.request.get('/trpc/session.get');
  const { result } = (await session.json()) as { result: { data: { workspace: { id: string } } } };
  return { 'x-patchbay-workspace': result.data.workspace.id };
}
