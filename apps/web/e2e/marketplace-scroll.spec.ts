import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const APPS = 1_540;

interface Answer {
  result: { data: { items: { slug: string; name: string }[]; nextCursor: string | null; total: number } };
}

/** Makes the catalog as large as the real one, out of the first page of the sandbox’s. */
async function enlargeCatalog(page: Page): Promise<void> {
  await page.route(/\/trpc\/[^?]*apps\.list/, async (route) => {
    const { pathname, searchParams } = new URL(route.request().url());
    const at = pathname.replace('/trpc/', '').split(',').indexOf('apps.list');
    const inputs = JSON.parse(searchParams.get('input') ?? '{}') as Record<string, { cursor?: string }>;
    const offset = Number(inputs[at]?.cursor ?? 0);
    delete inputs[at]?.cursor;
    const address = new URL(route.request().url());
    address.searchParams.set('input', JSON.stringify(inputs));
    const response = await route.fetch({ url: address.href });
    const answers = (await response.json()) as Answer[];
    const data = answers[at]?.result.data;
    if (!data) throw new Error('no list in the answer');
    const items = data.items
      .map((app, index) => ({ ...app, slug: `${app.slug}-${offset + index}`, name: `${app.name} ${offset + index}` }))
      .slice(0, APPS - offset);
    const next = offset + items.length;
    Object.assign(data, { items, total: APPS, nextCursor: next < APPS ? String(next) : null });
    await route.fulfill({ response, json: answers });
  });
}

/** Collects tasks that block the page for more than 50 ms. */
const WATCH_TASKS = () => {
  const seen: number[] = [];
  Object.assign(globalThis, { longTasks: seen });
  new PerformanceObserver((list) => seen.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: 'longtask',
  });
};

test('1,540 apps scroll without a long task, and are fewer than 2,000 nodes', async ({ member }) => {
  await enlargeCatalog(member);
  await member.goto('/marketplace');
  await expect(member.getByText(`${APPS} apps`, { exact: true })).toBeVisible();
  const last = member.locator(`[data-testid="app-card"][aria-posinset="${APPS}"]`);
  await expect(async () => {
    await member.mouse.wheel(0, 20_000);
    await expect(last).toBeVisible({ timeout: 200 });
  }).toPass({ timeout: 60_000 });
  const nodes = () => member.evaluate(() => document.querySelectorAll('*').length);
  expect(await nodes()).toBeLessThan(2_000);

  await member.evaluate(() => scrollTo(0, 0));
  await expect(member.locator('[aria-posinset="1"]')).toBeVisible();
  await member.evaluate(WATCH_TASKS);
  let most = 0;
  for (let step = 0; step < 60; step += 1) {
    await member.mouse.wheel(0, 600);
    most = Math.max(most, await nodes());
  }
  const tasks = await member.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks);
  process.stdout.write(`    ${most} nodes at most; tasks over 50 ms: ${tasks.map(Math.round).join(', ') || 'none'}\n`);
  expect(most).toBeLessThan(2_000);
  // Half a second of steps on a machine that others use too: one may be theirs.
  expect(tasks.length).toBeLessThanOrEqual(process.env.PATCHBAY_TABS === undefined ? 2 : 0);
});
