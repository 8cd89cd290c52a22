import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';
import { syncCatalogue } from './sync-catalogue.ts';

let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp();
  ada = await app.person();
});

beforeEach(() => app.sandbox.control.faults.clear());

afterAll(() => app[Symbol.asyncDispose]());

describe('the marketplace', () => {
  it('is read from the database: pages call the provider never', async () => {
    app.sandbox.control.clearRequests();
    await ada.trpc.apps.list.query({});
    await ada.trpc.apps.categories.query();
    await ada.trpc.apps.get.query({ slug: 'slack' });
    await ada.trpc.apps.actions.query({ app: 'slack' });
    await ada.trpc.apps.triggers.query({ app: 'slack' });
    await ada.trpc.connections.list.query({});
    await ada.trpc.catalog.status.query();
    expect(app.sandbox.control.requests()).toEqual([]);
  });

  it('is walked through page by page, each app once', async () => {
    const slugs: string[] = [];
    let cursor: string | undefined;
    do {
      const answer = await ada.trpc.apps.list.query({ limit: 7, ...(cursor && { cursor }) });
      slugs.push(...answer.items.map(({ slug }) => slug));
      cursor = answer.nextCursor ?? undefined;
      expect(answer.total).toBeGreaterThanOrEqual(slugs.length);
    } while (cursor);
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(slugs.length).toBe((await ada.trpc.apps.list.query({})).total);
  });

  it('puts apps first whose name begins with the search', async () => {
    const { items } = await ada.trpc.apps.list.query({ search: 'goog' });
    expect(items[0]?.name).toMatch(/^Goog/);
  });

  it('takes wildcards in a search for what they are', async () => {
    expect((await ada.trpc.apps.list.query({ search: '%' })).total).toBe(0);
    expect((await ada.trpc.apps.list.query({ search: '_____' })).total).toBe(0);
  });

  it('counts the apps of each category as it lists them', async () => {
    const { items } = await ada.trpc.apps.categories.query();
    for (const { slug, count } of items.slice(0, 5)) {
      expect((await ada.trpc.apps.list.query({ category: slug })).total).toBe(count);
    }
  });

  it('shows the workspace’s own connections with each app, and nobody else’s', async () => {
    const grace = await app.person('Grace Hopper');
    const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack', label: 'mine' });
    const mine = await ada.trpc.apps.get.query({ slug: 'slack' });
    expect(mine.connections).toEqual([{ id: connection.id, label: 'mine', status: 'added' }]);
    expect((await grace.trpc.apps.get.query({ slug: 'slack' })).connections).toEqual([]);
  });

  it('lists what an app can do and what it can tell, searchable', async () => {
    const actions = await ada.trpc.apps.actions.query({ app: 'slack', search: 'message', limit: 2 });
    expect(actions.items.length).toBe(2);
    expect(actions.items[0]).toMatchObject({ slug: expect.stringMatching(/^SLACK_/) });
    const triggers = await ada.trpc.apps.triggers.query({ app: 'slack' });
    expect(triggers.total).toBeGreaterThan(0);
    expect(await codeOf(ada.trpc.apps.actions.query({ app: 'nope' }))).toBe('APP_UNKNOWN');
    expect(await codeOf(ada.trpc.apps.triggers.query({ app: 'nope' }))).toBe('APP_UNKNOWN');
  });

  it('serves logos from our own origin, harmless and cached', async () => {
    const logo = await ada.fetch('/logos/slack');
    expect(logo.status).toBe(200);
    expect(logo.headers.get('content-type')).toMatch(/^image\//);
    expect(logo.headers.get('content-security-policy')).toContain('sandbox');
    const known = { 'if-none-match': logo.headers.get('etag') ?? '', 'cache-control': 'max-age=0' };
    const again = await ada.fetch('/logos/slack', { headers: known });
    expect(again.status).toBe(304);
    expect((await ada.fetch('/logos/..%2f..%2fetc')).status).toBe(404);
  });
});

describe('a sync', () => {
  const versions = async () =>
    app.deps.orm.em
      .fork()
      .getConnection()
      .execute<{ slug: string; xmin: string }[]>('select slug, xmin::text from composio_apps_cache order by slug');

  it('rewrites no row when nothing has changed', async () => {
    const before = await versions();
    await syncCatalogue(app.deps);
    expect(await versions()).toEqual(before);
  });

  it('keeps the old catalogue when the provider fails, and says so', async () => {
    app.sandbox.control.faults.set([{ match: { path: /triggers_types/ }, status: 400 }]);
    await expect(syncCatalogue(app.deps)).rejects.toThrow('triggers');
    const { apps, triggers, running } = await ada.trpc.catalog.status.query();
    expect(apps).toBeGreaterThan(0);
    expect(triggers).toBeGreaterThan(0);
    expect(running).toBe(false);
  });

  it('keeps the old catalogue when the provider answers with nothing', async () => {
    const empty = { items: [], next_cursor: null, total_items: 0 };
    app.sandbox.control.faults.set([{ match: { path: /\/toolkits/ }, status: 200, body: empty }]);
    await expect(syncCatalogue(app.deps)).rejects.toThrow('empty');
    expect((await ada.trpc.catalog.status.query()).apps).toBeGreaterThan(0);
  });

  it('runs once when two processes start it', async () => {
    app.sandbox.control.clearRequests();
    await Promise.all([syncCatalogue(app.deps), syncCatalogue(app.deps)]);
    const firstPages = app.sandbox.control.requests().filter(({ path }) => path.endsWith('/toolkits'));
    expect(firstPages).toHaveLength(1);
  });
});
