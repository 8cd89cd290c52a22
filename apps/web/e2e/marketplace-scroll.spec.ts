import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { isLong } from './many-tabs.ts';

const APPS = 1_540;

interface Answer {
  result: { data: { items: { slug: string; name: string }[]; nextCursor: string | null; total: number } };
}

/** Makes the catalog as large as the real one, out of the first page of the sandbox’s. */
async function enlargeCatalog(page: Page): Promise<void> {
  await page.route(/\/trpc\/[^?]*apps\.list/, async (route) => {
    const address = new URL(route.request().url());
    const inputs = JSON.parse(address.searchParams.get('input') ?? '{}') as Record<string, { cursor?: string }>;
    // A batch may ask for several pages.
    const lists = address.pathname.split(/[/,]/).flatMap((path, at) => (path === 'apps.list' ? [at - 2] : []));
    const offsets = lists.map((at) => Number(inputs[at]?.cursor ?? 0));
    for (const at of lists) delete inputs[at]?.cursor;
    address.searchParams.set('input', JSON.stringify(inputs));
    const response = await route.fetch({ url: address.href });
    const answers = (await response.json()) as Answer[];
    for (const [index, at] of lists.entries()) enlarge(answers[at] as Answer, offsets[index] ?? 0);
    await route.fulfill({ response, json: answers });
  });
}

function enlarge({ result: { data } }: Answer, offset: number): void {
  const items = data.items
    .map((app, index) => ({ ...app, slug: `${app.slug}-${offset + index}`, name: `${app.name} ${offset + index}` }))
    .slice(0, APPS - offset);
  const next = offset + items.length;
  Object.assign(data, { items, total: APPS, nextCursor: next < APPS ? String(next) : null });
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds of the processor: what other programs of a busy machine take does not count. */
  tdur?: number;
  args: { name?: string };
}

/** Milliseconds of each task of the page's own thread. */
function tasksOf(trace: Buffer): number[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const isPage = ({ pid, tid }: TraceEvent) => threads.some((thread) => thread.pid === pid && thread.tid === tid);
  return traceEvents
    .filter((event) => event.name.endsWith('RunTask') && isPage(event))
    .map(({ tdur = 0 }) => tdur / 1_000);
}

test('1,540 apps scroll without a long task, and are fewer than 2,000 nodes', async ({ member, browser }) => {
  await enlargeCatalog(member);
  await member.goto('/marketplace');
  await expect(member.getByText(`${APPS.toLocaleString('en-US')} apps`, { exact: true })).toBeVisible();
  const last = member.locator(`[data-testid="app-card"][aria-posinset="${APPS}"]`);
  await expect(async () => {
    await member.mouse.wheel(0, 20_000);
    await expect(last).toBeVisible({ timeout: 200 });
  }).toPass({ timeout: 60_000 });
  const nodes = () => member.evaluate(() => document.querySelectorAll('*').length);
  expect(await nodes()).toBeLessThan(2_000);

  await member.evaluate(() => scrollTo(0, 0));
  await expect(member.locator('[aria-posinset="1"]')).toBeVisible();
  await browser.startTracing(member, { categories: ['toplevel', 'devtools.timeline', '__metadata'] });
  let most = 0;
  for (let step = 0; step < 60; step += 1) {
    await member.mouse.wheel(0, 600);
    most = Math.max(most, await nodes());
  }
  const tasks = tasksOf(await browser.stopTracing());
  process.stdout.write(`    ${most} nodes at most; the longest task took ${Math.round(Math.max(...tasks))} ms\n`);
  expect(most).toBeLessThan(2_000);
  expect(tasks.length).toBeGreaterThan(60);
  // A machine that runs other tests beside this one has slower caches too.
  expect(tasks.filter((ms) => ms > 50).length).toBeLessThanOrEqual(isLong ? 0 : 3);
});
