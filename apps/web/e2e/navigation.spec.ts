import { expect, test } from './fixtures.ts';
import { shiftOf, watchShift } from './layout-shift.ts';

// That it shows within 100 ms is measured on a clock of its own: navigation-progress.test.ts.
test('a page whose code and data are on their way shows that it was asked for', async ({ member }) => {
  await expect(member.getByTestId('app-card').first()).toBeVisible();
  const released = Promise.withResolvers<void>();
  await member.route(/\/assets\/.*\.js$|\/trpc\//, async (route) => {
    await released.promise;
    await route.continue();
  });
  await member.evaluate(() => document.querySelector<HTMLElement>('nav a[href$="/settings/general"]')?.click());
  await expect(member.getByTestId('navigation-progress')).toBeVisible();
  released.resolve();
  await expect(member.getByRole('heading', { name: 'General', level: 1 })).toBeVisible();
  await expect(member.getByTestId('navigation-progress')).toHaveCount(0);
});

test('pointing at a link loads its page and its data, so that the click asks for nothing more', async ({ member }) => {
  await expect(member.getByTestId('app-card').first()).toBeVisible();
  const link = member.getByRole('navigation', { name: 'Main' }).first().getByRole('link', { name: 'Applications' });
  const data = member.waitForResponse((response) => response.url().includes('connections.list'));
  await link.hover();
  await data;
  await expect
    .poll(() =>
      member.evaluate(() => performance.getEntriesByType('resource').some(({ name }) => /ApplicationsPage/.test(name))),
    )
    .toBe(true);
  const asked: string[] = [];
  member.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await link.click();
  await expect(member.getByText('No apps yet')).toBeVisible();
  expect(asked.filter((path) => path.includes('connections.list') || /ApplicationsPage/.test(path))).toEqual([]);
});

test('before any script runs, the page shows the brand in the place it keeps, in both themes', async ({
  browser,
  baseURL,
}) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ baseURL: baseURL ?? '', colorScheme });
    const page = await context.newPage();
    await page.route(/\/assets\/.*\.js$/, (route) => route.abort());
    await page.goto('/applications', { waitUntil: 'load' });
    const shell = page.locator('#shell');
    await expect(shell.locator('.brand')).toBeVisible();
    await expect(shell.locator('.block')).toBeVisible();
    const background = await shell.evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(background).toBe(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
    await context.close();
  }
});

test('the first page moves nothing while it loads', async ({ member }) => {
  await watchShift(member);
  for (const path of [
    '/home',
    '/marketplace',
    '/applications',
    '/events',
    '/settings/general',
    '/settings/endpoints',
  ]) {
    await member.goto(path);
    await expect(member.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(member.locator('[aria-busy="true"], .skeleton')).toHaveCount(0);
    expect(await shiftOf(member), path).toBeLessThan(0.02);
  }
});
