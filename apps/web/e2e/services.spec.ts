import { expect, test } from './fixtures.ts';
import { connect } from './walk.ts';

test(
  'a key is made, shown once, used, rotated and revoked',
  { tag: '@smoke' },
  async ({ member, request, baseURL }) => {
    await member.goto('/settings/service-keys');
    await member.getByRole('button', { name: 'New key' }).click();
    await member.getByLabel('Name').fill('Agent runner');
    await member.getByRole('button', { name: 'Create key' }).click();
    const token = (await member.getByTestId('new-token').locator('code').textContent()) ?? '';
    expect(token).toMatch(/^pb_/);

    const session = await member.request.get('/trpc/session.get');
    const { result } = (await session.json()) as { result: { data: { workspace: { id: string } } } };
    const call = (key: string) =>
      request.get(`${baseURL}/api/connections/list`, {
        headers: { authorization: `Bearer ${key}`, 'x-patchbay-workspace': result.data.workspace.id },
      });
    expect((await call(token)).status()).toBe(200);

    await member.reload();
    await expect(member.getByTestId('new-token')).toHaveCount(0);
    const row = member.getByTestId('service-key');
    await row.getByRole('button', { name: /^Rotate/ }).click();
    const second = (await row.getByTestId('new-token').locator('code').textContent()) ?? '';
    expect([(await call(token)).status(), (await call(second)).status()]).toEqual([200, 200]);

    await row.getByRole('button', { name: /^Revoke/ }).click();
    await row.getByRole('button', { name: 'Revoke permanently' }).click();
    await expect(row).toContainText('revoked');
    expect((await call(second)).status()).toBe(401);
  },
);

// They were once lost without a question when another tab of the page was opened.
test('a dialog asks before changed switches are lost, and they are counted before they are saved', async ({
  member,
}) => {
  await member.goto(`${await connect(member, 'slack')}/actions`);
  const find = member.getByRole('switch', { name: 'Find Channels' });
  const tab = (name: string) => member.getByRole('link', { name, exact: true });
  const count = member.getByText(/^\d+ of \d+ enabled$/);
  const before = Number.parseInt((await count.innerText()).trim(), 10);
  await find.check();
  await expect(count).toContainText(`${before + 1} of`);

  await tab('Log').click();
  const dialog = member.getByRole('dialog', { name: 'Save your changes?' });
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeFocused();
  await member.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(find).toBeChecked();
  const asked = member.waitForEvent('dialog');
  await member.evaluate(() => void setTimeout(() => location.reload()));
  expect((await asked).type()).toBe('beforeunload');
  await (await asked).dismiss();
  await expect(find).toBeChecked();

  // Search results are switched right away, and other changes stay to be saved.
  await member.getByRole('searchbox', { name: 'Search actions' }).fill('message');
  const enable = member.getByRole('button', { name: /^Enable the (\d+|one) found$/ });
  await enable.click();
  await expect(member.getByText(/actions? enabled$/).first()).toBeVisible();
  await expect(member.getByText('1 unsaved change')).toBeVisible();
  for (const shown of await member.getByRole('switch').all()) await expect(shown).toBeChecked();

  await tab('Log').click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(member).toHaveURL(/\/log$/);
  await tab('Actions').click();
  await expect(find).toBeChecked();
  await find.uncheck();
  await tab('Overview').click();
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await tab('Actions').click();
  await expect(find).toBeChecked();
});

test('actions are switched, saved, and reverted', async ({ member }) => {
  await member.goto(await connect(member, 'slack'));
  await member.getByRole('link', { name: 'Actions', exact: true }).click();

  const find = member.getByRole('switch', { name: 'Find Channels' });
  await expect(find).not.toBeChecked();
  await find.check();
  await expect(member.getByText('1 unsaved change')).toBeVisible();
  await member.getByRole('button', { name: 'Save' }).click();
  await expect(member.getByText(/unsaved/)).toHaveCount(0);
  await member.reload();
  await expect(find).toBeChecked();

  await member.getByRole('button', { name: 'Disable all' }).click();
  await expect(find).not.toBeChecked();
  await member.getByRole('button', { name: 'Undo' }).click();
  await expect(find).toBeChecked();

  await member.getByRole('link', { name: 'Code', exact: true }).click();
  await expect(member.getByText('createPatchbayClient({')).toBeVisible();
});
