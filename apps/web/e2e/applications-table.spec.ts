import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { command, workspaceOf } from './many-tabs.ts';
import { row, status } from './walk.ts';

/** Adds apps by the API: what is tested is the table. */
async function add(page: Page, apps: { app: string; label?: string }[]): Promise<void> {
  const workspace = await workspaceOf(page);
  for (const input of apps) await command(page, 'connections.add', { ...input, workspace });
}

const names = (page: Page) =>
  page.getByTestId('connection-row').evaluateAll((rows) => rows.map((one) => one.dataset['app']));

test('the table is sorted, grouped and filtered, and its address keeps that', async ({ member }) => {
  await add(member, [{ app: 'slack' }, { app: 'github' }, { app: 'slack', label: 'Support' }, { app: 'gmail' }]);
  await member.goto('/applications');
  await expect(member.getByTestId('connection-row')).toHaveCount(4);
  const header = member.getByRole('columnheader', { name: 'App' });
  await header.getByRole('button').click();
  await header.getByRole('button').click();
  await expect(header).toHaveAttribute('aria-sort', 'descending');
  expect(await names(member)).toEqual(['slack', 'slack', 'gmail', 'github']);

  await member.getByLabel('Group by').selectOption('app');
  await expect(member.getByTestId('group')).toHaveText([/GitHub\s+1/, /Gmail\s+1/, /Slack\s+2/]);
  await member.getByLabel('App', { exact: true }).selectOption('slack');
  await expect(member.getByTestId('connection-row')).toHaveCount(2);
  await member.reload();
  await expect(member.getByTestId('group')).toHaveText([/Slack\s+2/]);
  expect(new URL(member.url()).search).toBe('?sort=-app&group=app&app=slack');
  await member.getByRole('button', { name: 'Clear filters' }).click();
  await expect(member.getByTestId('connection-row')).toHaveCount(4);
});

test('columns are chosen, and remembered', async ({ member }) => {
  await add(member, [{ app: 'slack' }]);
  await member.goto('/applications');
  await member.getByRole('button', { name: 'Columns' }).click();
  await member.getByRole('menuitemcheckbox', { name: 'Updated' }).click();
  await member.getByRole('menuitemcheckbox', { name: 'Account' }).click();
  await member.keyboard.press('Escape');
  await expect(member.getByRole('columnheader', { name: 'Updated' })).toBeVisible();
  await member.reload();
  await expect(member.getByRole('columnheader', { name: 'Updated' })).toBeVisible();
  await expect(member.getByRole('columnheader', { name: 'Account' })).toHaveCount(0);
});

test('a row is renamed from its menu, and the export has it as a text, never a formula', async ({ member }) => {
  await add(member, [{ app: 'slack' }]);
  await member.goto('/applications');
  await row(member, 'slack')
    .getByRole('button', { name: /^More for/ })
    .click();
  await member.getByRole('menuitem', { name: 'Rename…' }).click();
  await member.getByLabel('Label').fill('=HYPERLINK("https://evil.example")');
  await member.getByRole('button', { name: 'Save' }).click();
  await expect(row(member, 'slack')).toContainText('=HYPERLINK');

  const [download] = await Promise.all([
    member.waitForEvent('download'),
    member.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  const csv = readFileSync(await download.path(), 'utf8');
  expect(csv).toContain('App,Status,Account');
  expect(csv).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
});

test('many are removed at once, with a question before and Undo after', { tag: '@smoke' }, async ({ member }) => {
  await add(member, [{ app: 'slack', label: 'Support' }, { app: 'github' }, { app: 'gmail' }]);
  await member.goto('/applications');
  await row(member, 'slack').getByRole('checkbox').check();
  await row(member, 'github').getByRole('checkbox').check();
  const bar = member.getByTestId('bulk-bar');
  await expect(bar).toContainText('2 selected');
  await bar.getByRole('button', { name: 'Remove…' }).click();
  await expect(member.getByRole('dialog')).toContainText('Slack (Support)');
  await member.getByTestId('confirm-bulk').click();
  await expect(member.getByText('2 removed').first()).toBeVisible();
  await expect(member.getByTestId('connection-row')).toHaveCount(1);
  await member.getByRole('button', { name: 'Undo' }).last().click();
  await expect(row(member, 'slack')).toContainText('Support');
  await expect(member.getByTestId('connection-row')).toHaveCount(3);
  await member.getByLabel('Select all shown').check();
  await expect(bar).toContainText('3 selected');
});

test('a set of actions is enabled for many, and undone', async ({ member }) => {
  await add(member, [{ app: 'slack' }, { app: 'github' }]);
  await member.goto('/applications');
  await member.getByLabel('Select all shown').check();
  await member.getByRole('button', { name: 'Enable actions' }).click();
  await member.getByRole('menuitem', { name: 'Enable all actions' }).click();
  await expect(member.getByText('2 changed').first()).toBeVisible();
  await member.getByRole('button', { name: 'Undo' }).last().click();
  await expect(member.getByText('Undone').first()).toBeVisible();
});

test('on a phone the rows are cards', async ({ member }) => {
  await member.setViewportSize({ width: 390, height: 844 });
  await add(member, [{ app: 'slack', label: 'A label that is rather long for a phone of this width' }]);
  await member.goto('/applications');
  await expect(status(row(member, 'slack'))).toHaveText('Added');
  await expect(row(member, 'slack').locator('.fact').first()).toHaveCSS('display', 'grid');
  await expect(row(member, 'slack').getByRole('button', { name: /^Connect/ })).toBeInViewport({ ratio: 1 });
  expect(await member.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
