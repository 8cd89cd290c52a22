import { expect, test } from './fixtures.ts';
import { addApp, goToApplications } from './walk.ts';

test('Ctrl K finds pages, connections and apps, by keyboard', { tag: '@smoke' }, async ({ member }) => {
  await addApp(member, 'slack');
  await goToApplications(member, 'slack');
  await member.keyboard.press('Control+k');
  const box = member.getByPlaceholder('Search pages, connections, apps and commands');
  await expect(box).toBeFocused();
  await box.fill('service keys');
  await expect(member.getByRole('option', { name: /Service keys/ })).toBeVisible();
  await member.keyboard.press('Enter');
  await expect(member.getByRole('heading', { name: 'Service keys', level: 1 })).toBeVisible();

  await member.keyboard.press('Control+k');
  await member.getByPlaceholder('Search pages, connections, apps and commands').fill('gmial');
  await member.getByRole('option', { name: /Gmail/ }).click();
  await expect(member.getByRole('dialog')).toContainText('Gmail');
  await expect(member).toHaveURL(/\/marketplace\?app=gmail$/);
});

test('? lists the keys, but not to a person who types', async ({ member }) => {
  await member.goto('/applications');
  await member.getByLabel('Search applications').press('?');
  await expect(member.getByTestId('key-list')).toHaveCount(0);
  await member.locator('h1').click();
  await member.keyboard.press('?');
  await expect(member.getByTestId('key-list')).toContainText('Search this page');
  await member.keyboard.press('Escape');
  await expect(member.getByTestId('key-list')).toHaveCount(0);
});
