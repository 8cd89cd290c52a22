import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import {
  command,
  countRestored,
  isLong,
  load,
  LOADS,
  note,
  openStreams,
  PAGES,
  restored,
  streamOpeners,
  TABS,
  workspaceOf,
} from './many-tabs.ts';
import { awaitRow, rowTime, slowestRow } from './row-times.ts';
import { answer, openConsent, row, status } from './walk.ts';

/**
 * A browser opens six connections per host with HTTP/1.1, for all its tabs together: a seventh stream stopped them
 * all.
 */
test.describe.configure({ timeout: isLong ? 900_000 : 150_000 });

test.beforeEach(({ context }) => countRestored(context));

async function openTabs(context: BrowserContext, count: number): Promise<{ pages: Page[]; took: number[] }> {
  const pages: Page[] = [];
  const took: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const page = await context.newPage();
    pages.push(page);
    took.push(await load(page, '/applications'));
  }
  return { pages, took };
}

test('tabs in two workspaces are all live over one stream, and each can connect', async ({ member, context }) => {
  const first = await workspaceOf(member);
  const here = await openTabs(context, Math.ceil(TABS / 2) - 1);
  const { id: second } = (await command(member, 'workspaces.create', { name: 'Second' })) as { id: string };
  await command(member, 'workspaces.switch', { id: second });
  const there = await openTabs(context, Math.floor(TABS / 2));
  const took = [...here.took, ...there.took];
  note(
    `${took.length + 1} tabs: the first took ${took[0]} ms, the last ${took.at(-1)} ms, the slowest ${Math.max(...took)} ms`,
  );
  expect(await openStreams(member)).toBe(1);

  const groups = [
    { workspace: first, pages: here.pages },
    { workspace: second, pages: there.pages },
  ];
  for (const { workspace, pages } of groups) {
    await Promise.all(pages.map((page) => page.evaluate(awaitRow, 'slack')));
    const since = Date.now();
    await command(member, 'connections.add', { app: 'slack', workspace });
    const shown = slowestRow(await Promise.all(pages.map((page) => page.evaluate(rowTime))), since);
    note(`a change was in ${pages.length} tabs ${shown} ms after it was asked for`);
    if (isLong) expect(shown).toBeLessThan(1_000);
  }

  for (const { workspace, pages } of groups)
    for (const page of isLong ? pages : [pages[0], pages.at(-1)]) await connectIn(page as Page, workspace);
  expect(await openStreams(member)).toBe(1);
});

async function connectIn(page: Page, workspace: string): Promise<void> {
  const place = row(page, 'slack');
  await page.bringToFront();
  const window = await openConsent(page, place.getByRole('button', { name: /^(Connect|Reconnect)/ }).first());
  await answer(window, 'Approve');
  await window.waitForURL(/\/return\/connected\?/);
  await expect(window.getByTestId('return-page')).toContainText('Slack is connected');
  await window.close();
  await expect(status(place)).toHaveText('Connected');
  await disconnect(page, workspace);
  await expect(status(place)).toHaveText('Added');
}

/** So that the next tab starts in the same state. */
async function disconnect(page: Page, workspace: string): Promise<void> {
  const headers = { 'x-patchbay-workspace': workspace };
  const list = (await (await page.request.get('/trpc/connections.list', { headers })).json()) as {
    result: { data: { items: { id: string; version: number; app: { slug: string } }[] } };
  };
  const slack = list.result.data.items.find(({ app }) => app.slug === 'slack');
  await command(page, 'connections.disconnect', { id: slack?.id, version: slack?.version, workspace });
}

test('full loads in one tab hold no connection: pages in the back/forward cache once kept their stream', async ({
  member,
}) => {
  const took: number[] = [];
  for (let index = 0; index < LOADS; index += 1) took.push(await load(member, PAGES[index % PAGES.length] as string));
  note(
    `${took.length} loads in one tab: the first took ${took[0]} ms, the last ${took.at(-1)} ms, the slowest ${Math.max(...took)} ms`,
  );
  await expect.poll(() => openStreams(member)).toBe(1);
  // The pages are in the cache: without it, nothing could hold a connection.
  await member.goBack({ waitUntil: 'commit' });
  await expect.poll(() => restored(member)).toBe(1);
});

test('a page restored from the back/forward cache shows what changed meanwhile, and is live', async ({ member }) => {
  const workspace = await workspaceOf(member);
  await load(member, '/applications');
  await load(member, '/account');
  await command(member, 'connections.add', { app: 'slack', workspace });
  await member.goBack({ waitUntil: 'commit' });
  await expect.poll(() => restored(member)).toBe(1);
  await expect(row(member, 'slack')).toBeVisible();
  await command(member, 'connections.add', { app: 'github', workspace });
  await expect(row(member, 'github')).toBeVisible();
  await expect.poll(() => openStreams(member)).toBe(1);
});

/** Milliseconds: longer than it takes to be replaced. */
const HANGS_FOR = 6_000;

const ENDS: Record<string, (page: Page) => Promise<unknown>> = {
  'is closed': (page) => page.close(),
  crashes: async (page) => {
    const session = await page.context().newCDPSession(page);
    await Promise.race([session.send('Page.crash'), page.waitForEvent('crash')]).catch(() => undefined);
  },
  hangs: async (page) => {
    const busy = page.evaluate((ms) => {
      const end = Date.now() + ms;
      while (Date.now() < end);
    }, HANGS_FOR);
    // It ends after the test.
    busy.catch(() => undefined);
  },
  'goes elsewhere': (page) => page.goto('about:blank'),
};

for (const [ending, end] of Object.entries(ENDS)) {
  test(`another tab takes over within two seconds when the one that holds the stream ${ending}`, async ({
    member,
    context,
  }) => {
    const openers = streamOpeners(context);
    const workspace = await workspaceOf(member);
    const { pages } = await openTabs(context, 3);
    await member.goto('about:blank');
    await expect.poll(() => openers.length).toBeGreaterThan(0);
    await expect.poll(() => openStreams(pages[0] as Page)).toBe(1);
    const holder = openers.at(-1)?.page as Page;
    const others = pages.filter((page) => page !== holder);
    const since = Date.now();
    await end(holder);
    await expect.poll(() => openers.at(-1)?.page !== holder).toBe(true);
    const took = (openers.at(-1)?.at ?? 0) - since;
    note(`the holder ${ending}: taken over after ${took} ms`);
    if (isLong) expect(took).toBeLessThan(2_000);
    await command(others[0] as Page, 'connections.add', { app: 'slack', workspace });
    await Promise.all(others.map((page) => row(page, 'slack').waitFor()));
    await expect.poll(() => openStreams(others[0] as Page)).toBe(1);
  });
}

test('all tabs show that they are offline, and catch up', async ({ member, context }) => {
  const workspace = await workspaceOf(member);
  const { pages } = await openTabs(context, 3);
  await context.setOffline(true);
  for (const page of pages) await expect(page.getByTestId('offline')).toBeVisible();
  await command(member, 'connections.add', { app: 'slack', workspace });
  await context.setOffline(false);
  for (const page of pages) {
    await expect(page.getByTestId('offline')).toHaveCount(0);
    await expect(row(page, 'slack')).toBeVisible();
  }
});
