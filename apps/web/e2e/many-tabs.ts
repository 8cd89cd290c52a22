import type { BrowserContext, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** In the normal run a few more than a browser has connections per host; thirty in the long run. */
export const TABS = Number(process.env.PATCHBAY_TABS ?? 7);
export const LOADS = Number(process.env.PATCHBAY_LOADS ?? 7);
/** Time limits apply in the long run only: the normal one may share its machine. */
export const isLong = process.env.PATCHBAY_TABS !== undefined;

export const PAGES = ['/applications', '/events', '/settings/general', '/account', '/marketplace'];

/** What a page shows once its data has loaded: no page has a skeleton then. */
export async function load(page: Page, path: string): Promise<number> {
  const since = performance.now();
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('[aria-busy="true"], .animate-pulse')).toHaveCount(0);
  return Math.round(performance.now() - since);
}

/** The workspace of this browser's session. */
export async function workspaceOf(page: Page): Promise<string> {
  const session = (await (await page.request.get('/trpc/session.get')).json()) as {
    result: { data: { workspace: { id: string } } };
  };
  return session.result.data.workspace.id;
}

/** Calls a procedure as this browser, outside of its tabs; in `workspace` if given. */
export async function command(
  page: Page,
  path: string,
  { workspace, ...input }: { workspace?: string; [field: string]: unknown },
): Promise<unknown> {
  const headers = { origin: new URL(page.url()).origin, ...(workspace && { 'x-patchbay-workspace': workspace }) };
  const answer = await page.request.post(`/trpc/${path}`, { data: input, headers });
  expect(answer.ok(), await answer.text()).toBe(true);
  return ((await answer.json()) as { result: { data: unknown } }).result.data;
}

/** The number of streams that the server has open. */
export async function openStreams(page: Page): Promise<number> {
  const text = await (await page.request.get('/metrics')).text();
  return Number(/^patchbay_streams_open (\d+)/m.exec(text)?.[1]);
}

/** The tabs that have opened the stream, in order; the last one holds it. */
export function streamOpeners(context: BrowserContext): { page: Page; at: number }[] {
  const openers: { page: Page; at: number }[] = [];
  context.on('request', (request) => {
    if (request.url().includes('/trpc/live.watch')) openers.push({ page: request.frame().page(), at: Date.now() });
  });
  return openers;
}

const RESTORED = 'patchbay-test-restored';

/** Makes every page count how often it is restored from the back/forward cache. */
export async function countRestored(context: BrowserContext): Promise<void> {
  await context.addInitScript((key) => {
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) localStorage.setItem(key, String(Number(localStorage.getItem(key)) + 1));
    });
  }, RESTORED);
}

/** How many pages of this browser were restored from it. */
export async function restored(page: Page): Promise<number> {
  return page.evaluate((key) => Number(localStorage.getItem(key)), RESTORED);
}

export function note(figure: string): void {
  process.stdout.write(`    ${figure}\n`);
}
