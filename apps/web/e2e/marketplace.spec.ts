import { expect, test } from './fixtures.ts';
import { card } from './walk.ts';

test('search with /, arrows between cards, details by Enter, Esc gives the focus back', async ({ member }) => {
  await expect(card(member, 'slack').or(member.getByTestId('app-card').first()).first()).toBeVisible();
  await member.locator('body').press('/');
  const box = member.getByRole('searchbox', { name: 'Search apps' });
  await expect(box).toBeFocused();
  await box.press('Escape');

  const titles = member.locator('[data-card]');
  await titles.nth(0).focus();
  await member.keyboard.press('ArrowRight');
  await expect(titles.nth(1)).toBeFocused();
  await member.keyboard.press('ArrowDown');
  await expect(titles.nth(1)).not.toBeFocused();
  await member.keyboard.press('Home');
  await expect(titles.nth(0)).toBeFocused();

  await member.keyboard.press('Enter');
  const details = member.getByRole('dialog');
  await expect(details.getByRole('searchbox', { name: 'Search actions' })).toBeVisible();
  await expect(details.getByTestId('actions').locator('li').first()).toBeVisible();
  await member.keyboard.press('Escape');
  await expect(details).toHaveCount(0);
  await expect(titles.nth(0)).toBeFocused();
});

test('a search without a match offers to clear it', async ({ member }) => {
  await member.getByRole('searchbox', { name: 'Search apps' }).fill('zzzzzz');
  await expect(member.getByText('No app fits')).toBeVisible();
  await member.getByRole('button', { name: 'Clear the search' }).click();
  await expect(member.getByTestId('app-card').first()).toBeVisible();
});

test('a category that there is not offers what there is', async ({ member }) => {
  await member.goto('/marketplace?category=no-such-category');
  await member.getByRole('button', { name: 'Show all apps' }).click();
  await expect(member.getByTestId('app-card').first()).toBeVisible();
});

test('an address that was cut short names what is not there, and no form', async ({ member }) => {
  await member.goto('/applications/xyz');
  await expect(member.getByText('This connection is not here')).toBeVisible();
  await member.goto('/invite/xyz');
  await expect(member.getByRole('alert')).toContainText('This invitation is not for you, or no longer open');
  await member.goto('/events?event=xyz');
  await expect(member.getByText('This event is not here')).toBeVisible();
});

test('categories filter, and the address remembers', async ({ member }) => {
  const pill = member.locator('[data-category]').first();
  const count = Number((await pill.locator('.count').innerText()).trim());
  await pill.click();
  await expect(pill).toHaveAttribute('aria-pressed', 'true');
  await expect(member.getByText(new RegExp(`^${count} apps? found$`))).toBeVisible();
  await member.reload();
  await expect(pill).toHaveAttribute('aria-pressed', 'true');
});

test('actions and triggers can be searched before anything is added', async ({ member }) => {
  await member.goto('/marketplace?app=slack');
  const details = member.getByRole('dialog');
  await details.getByRole('searchbox', { name: 'Search actions' }).fill('message');
  await expect(details.getByText(/actions? found/)).toBeVisible();
  await details.getByRole('button', { name: /^Triggers/ }).click();
  await expect(details.getByTestId('triggers')).toBeVisible();
});

test('the list scrolls on by itself to its end', async ({ member }) => {
  const total = Number((await member.getByText(/^\d+ apps?$/).innerText()).split(' ')[0]);
  const cards = member.getByTestId('app-card');
  await expect(async () => {
    await member.mouse.wheel(0, 20_000);
    expect(await cards.count()).toBe(total);
  }).toPass({ timeout: 20_000 });
  await expect(member.getByText(`That is all: ${total} apps`)).toBeVisible();
});
