import { expect, test } from './fixtures.ts';
import { addApp, card, openConsent } from './walk.ts';

test(
  'search with /, arrows between cards, details by Enter, Esc gives the focus back',
  { tag: '@smoke' },
  async ({ member }) => {
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
  },
);

test('a search without a match offers to clear it', async ({ member }) => {
  await member.getByRole('searchbox', { name: 'Search apps' }).fill('zzzzzz');
  await expect(member.getByText('No apps found')).toBeVisible();
  // Not the cross of the field.
  await member.getByText('Clear search', { exact: true }).click();
  await expect(member.getByTestId('app-card').first()).toBeVisible();
});

test('an unknown category offers the existing ones', async ({ member }) => {
  await member.goto('/marketplace?category=no-such-category');
  await member.getByRole('button', { name: 'Show all apps' }).click();
  await expect(member.getByTestId('app-card').first()).toBeVisible();
});

test('a truncated address shows what was not found, and mentions no form', async ({ member }) => {
  await member.goto('/applications/xyz');
  await expect(member.getByText('Connection not found')).toBeVisible();
  await member.goto('/invite/xyz');
  await expect(member.getByRole('alert')).toContainText('This invitation isn’t for you, or no longer open');
  await member.goto('/events?event=xyz');
  await expect(member.getByText('Event not found')).toBeVisible();
});

test('categories filter, and the address keeps the filter', async ({ member }) => {
  const pill = member.locator('[data-category]').first();
  const count = Number((await pill.locator('.count').innerText()).trim());
  await pill.click();
  await expect(pill).toHaveAttribute('aria-pressed', 'true');
  await expect(member.getByText(new RegExp(`^${count} apps? found$`))).toBeVisible();
  await member.reload();
  await expect(pill).toHaveAttribute('aria-pressed', 'true');
});

test('thirty categories are a single tab stop, and can be shown all at once', async ({ member }) => {
  const pills = member.getByRole('toolbar', { name: 'Categories' }).getByRole('button');
  await expect(pills.nth(9)).toBeAttached();
  await pills.first().focus();
  await member.keyboard.press('ArrowRight');
  await member.keyboard.press('ArrowRight');
  await expect(pills.nth(2)).toBeFocused();
  await member.keyboard.press('Tab');
  const all = member.getByRole('button', { name: 'Show all categories' });
  await expect(all).toBeFocused();
  await member.keyboard.press('Shift+Tab');
  await expect(pills.nth(2)).toBeFocused();

  await expect(pills.last()).not.toBeInViewport();
  await all.click();
  await expect(pills.last()).toBeInViewport();
  await pills.first().focus();
  await member.keyboard.press('ArrowDown');
  await expect(pills.first()).not.toBeFocused();
  await member.getByRole('button', { name: 'Show fewer categories' }).click();
  await expect(pills.last()).not.toBeInViewport();
});

test('a pending card says so in the two lines of its description, in the grid and in the list', async ({ member }) => {
  const slack = await addApp(member);
  const text = slack.locator('.text');
  const before = await text.boundingBox();
  await openConsent(member, slack.getByRole('button', { name: /^Connect/ }));
  await expect(slack.getByTestId('card-pending')).toContainText(/Waiting for approval · \d+:\d\d/);
  expect(await text.boundingBox()).toEqual(before);
  const title = await slack.locator('[data-card]').boundingBox();
  const badge = await slack.getByTestId('status').boundingBox();
  expect(title && badge && title.x + title.width).toBeLessThan(badge?.x ?? 0);
  // No wider than its text: a wide button below once stretched it.
  expect(badge?.width).toBeLessThan(110);

  await member.getByRole('button', { name: 'List' }).click();
  const line = await slack.getByTestId('card-pending').boundingBox();
  expect(line?.height).toBeLessThanOrEqual(24);
});

test('a failed query does not look like one that is loading', async ({ member }) => {
  await member.route(/\/trpc\/[^?]*(apps|connections)\./, (route) =>
    route.request().url().includes('watch') ? route.continue() : route.abort(),
  );
  await member.goto('/marketplace');
  await expect(member.getByRole('alert')).toBeVisible();
  await expect(member.locator('.skeleton')).toHaveCount(0);
  await member.goto('/applications');
  await expect(member.getByRole('alert')).toBeVisible();
  await expect(member.locator('[data-stat="expired"]')).toContainText('–');
  await expect(member.locator('.skeleton')).toHaveCount(0);
});

test('actions and triggers can be searched before anything is added', async ({ member }) => {
  await member.goto('/marketplace?app=slack');
  const details = member.getByRole('dialog');
  await details.getByRole('searchbox', { name: 'Search actions' }).fill('message');
  await expect(details.getByText(/actions? found/)).toBeVisible();
  await details.getByRole('button', { name: /^Triggers/ }).click();
  await expect(details.getByTestId('triggers')).toBeVisible();
});

test('the list loads more while scrolling, to its end', async ({ member }) => {
  const total = Number((await member.getByText(/^\d+ apps?$/).innerText()).split(' ')[0]);
  const last = member.locator(`[data-testid="app-card"][aria-posinset="${total}"]`);
  await expect(async () => {
    await member.mouse.wheel(0, 20_000);
    await expect(last).toBeVisible({ timeout: 300 });
  }).toPass({ timeout: 20_000 });
  await expect(member.getByText('No more apps')).toBeVisible();
  await last.locator('[data-card]').focus();
  await member.keyboard.press('Home');
  await expect(member.locator('[aria-posinset="1"] [data-card]')).toBeFocused();
});
