import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';
import { syncCatalogJob } from './catalog.jobs.ts';
import { syncCatalog } from './sync/sync-catalog.ts';

const MINUTE = 60_000;

let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp();
  ada = await app.admin();
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

  it('shows the workspace’s own connections with each app, and no others', async () => {
    const grace = await app.person('Grace Hopper');
    const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack', label: 'mine' });
    const mine = await ada.trpc.apps.get.query({ slug: 'slack' });
    expect(mine.connections).toEqual([{ id: connection.id, label: 'mine', status: 'added', reason: null }]);
    expect((await grace.trpc.apps.get.query({ slug: 'slack' })).connections).toEqual([]);
  });

  it('lists what an app can do and what it can tell, searchable', async () => {
    const actions = await ada.trpc.apps.actions.query({ app: 'slack', search: 'message', limit: 2 });
    expect(actions.items.length).toBe(2);
    expect(actions.items[0]).toMatchObject({ slug: expect.stringMatching(/^SLACK_/) });
    const triggers = await ada.trpc.apps.triggers.query({ app: 'slack' });
    expect(triggers.total).toBeGreaterThan(0);
    const names = (await ada.trpc.apps.triggers.query({ app: 'github' })).items.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(2);
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')));
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
  async function tryAgain(runId: string) {
    await app.deps.orm.em.fork().transactional((tx) => app.deps.jobs.send(tx, syncCatalogJob, { data: { runId } }));
    await app.runJobs();
  }
  const versions = async () =>
    app.deps.orm.em
      .fork()
      .getConnection()
      .execute<{ slug: string; xmin: string }[]>('select slug, xmin::text from composio_apps_cache order by slug');

  it('rewrites no row when nothing has changed', async () => {
    const before = await versions();
    await syncCatalog(app.deps);
    expect(await versions()).toEqual(before);
  });

  it('keeps the old catalog when the provider fails, and says so', async () => {
    app.sandbox.control.faults.set([{ match: { path: /triggers_types/ }, status: 400 }]);
    await expect(syncCatalog(app.deps)).rejects.toThrow('triggers');
    const { apps, triggers, running } = await ada.trpc.catalog.status.query();
    expect(apps).toBeGreaterThan(0);
    expect(triggers).toBeGreaterThan(0);
    expect(running).toBe(false);
  });

  it('keeps the old catalog when the provider answers with nothing', async () => {
    const empty = { items: [], next_cursor: null, total_items: 0 };
    app.sandbox.control.faults.set([{ match: { path: /\/toolkits/ }, status: 200, body: empty }]);
    await expect(syncCatalog(app.deps)).rejects.toThrow('empty');
    expect((await ada.trpc.catalog.status.query()).apps).toBeGreaterThan(0);
  });

  it('locks no row when nothing has changed: a lock is a write', async () => {
    await syncCatalog(app.deps);
    const locked = `select (select count(*)::int from composio_apps_cache where xmax <> 0)
                         + (select count(*)::int from composio_actions_cache where xmax <> 0) as rows`;
    const count = async () =>
      (await app.deps.orm.em.fork().getConnection().execute<{ rows: number }[]>(locked))[0]?.rows;
    const before = await count();
    await syncCatalog(app.deps);
    expect(await count()).toBe(before);
    expect((await ada.trpc.catalog.runs.query()).items[0]).toMatchObject({ status: 'succeeded', written: 0 });
  });

  it.each([
    ['triggers', /triggers_types/],
    ['actions', /\/tools/],
  ])('keeps what it has of %s when the provider answers with an empty list', async (list, path) => {
    const before = await ada.trpc.catalog.status.query();
    const empty = { items: [], next_cursor: null, total_items: 0 };
    app.sandbox.control.faults.set([{ match: { path }, status: 200, body: empty }]);
    await expect(syncCatalog(app.deps)).rejects.toThrow(`list of ${list} is empty`);
    const { apps, actions, triggers } = before;
    expect(await ada.trpc.catalog.status.query()).toMatchObject({ apps, actions, triggers });
  });

  it('marks nothing as gone when it breaks off halfway', async () => {
    const { actions } = await ada.trpc.catalog.status.query();
    // The first page arrives, the second does not.
    app.sandbox.control.faults.set([
      { match: { path: /\/tools$/ }, delayMs: 1, times: 1 },
      { match: { path: /\/tools$/ }, status: 400 },
    ]);
    await expect(syncCatalog(app.deps)).rejects.toThrow('actions');
    expect((await ada.trpc.catalog.status.query()).actions).toBe(actions);
    const [run] = (await ada.trpc.catalog.runs.query()).items;
    expect(run).toMatchObject({ status: 'failed', stage: 'actions', done: 224, expected: actions });
  });

  it('closes the run of a process that died, and finishes', async () => {
    const em = app.deps.orm.em.fork();
    const dead = app.deps.newId();
    const insert = `insert into catalog_sync_runs (id, status, started_at) values ('${dead}', 'running', '2026-01-01')`;
    await em.getConnection().execute(insert);
    expect((await ada.trpc.catalog.status.query()).running).toBe(true);
    await syncCatalog(app.deps);
    const { items } = await ada.trpc.catalog.runs.query({ limit: 100 });
    expect(items.find(({ id }) => id === dead)).toMatchObject({ status: 'failed', error: 'interrupted' });
    expect((await ada.trpc.catalog.status.query()).running).toBe(false);
  });

  describe('with odd items', () => {
    interface Wire extends Record<string, unknown> {
      slug: string;
      name: string;
      meta: Record<string, unknown>;
    }
    /** Has the provider answer a list of its own, changed. */
    async function change(list: '/toolkits' | '/tools' | '/triggers_types', how: (items: Wire[]) => void) {
      const { url, apiKey, control } = app.sandbox;
      const limit = list === '/triggers_types' ? 50 : 500;
      const answer = await fetch(`${url}/api/v3.1${list}?limit=${limit}`, { headers: { 'x-api-key': apiKey } });
      const page = (await answer.json()) as { items: Wire[] };
      how(page.items);
      const body = { ...page, next_cursor: null, total_items: page.items.length };
      control.faults.set([{ match: { method: 'GET', path: `/api/v3.1${list}` }, status: 200, body }]);
      return page.items;
    }
    const known = (table: string, slug: string) =>
      app.deps.orm.em
        .fork()
        .getConnection()
        .execute<object[]>(`select * from ${table} where slug = ? and gone_at is null`, [slug]);
    const leftOut = () => app.logged.filter((line) => line.includes('skipped one'));

    beforeEach(() => {
      app.logged.length = 0;
    });
    afterAll(async () => {
      app.sandbox.control.faults.clear();
      await syncCatalog(app.deps);
    });

    it.each([
      ['a count of 1.5', (one: Wire) => (one.meta['tools_count'] = 1.5), {}],
      ['a count beyond all numbers', (one: Wire) => (one.meta['triggers_count'] = 3e9), {}],
      ['a NUL', (one: Wire) => (one.meta['description'] = 'a\0b'), { description: 'ab' }],
      ['half a character', (one: Wire) => (one.meta['description'] = 'a\ud800b'), { description: 'a\ufffdb' }],
      ['a name of a thousand characters', (one: Wire) => (one.name = 'n'.repeat(1_000)), { name: 'n'.repeat(300) }],
    ])('takes an app with %s: it ended the sync for everybody', async (_what, spoil, expected) => {
      const [one] = await change('/toolkits', ([first]) => first && spoil(first));
      await syncCatalog(app.deps);
      expect(await known('composio_apps_cache', one?.slug ?? '')).toMatchObject([expected]);
      expect(leftOut()).toEqual([]);
    });

    it('takes the last of what comes twice', async () => {
      const again = (items: Wire[]) => items[0] && items.push({ ...items[0], name: 'Renamed' });
      const [one] = await change('/toolkits', again);
      await syncCatalog(app.deps);
      expect(await known('composio_apps_cache', one?.slug ?? '')).toMatchObject([{ name: 'Renamed' }]);
      const [action] = await change('/tools', again);
      await syncCatalog(app.deps);
      expect(await known('composio_actions_cache', action?.slug ?? '')).toMatchObject([{ name: 'Renamed' }]);
    });

    it('takes a trigger of a new kind for one of those that are sent', async () => {
      const [one] = await change('/triggers_types', ([first]) => first && (first['type'] = 'realtime'));
      await syncCatalog(app.deps);
      const { slug } = (one as unknown as { toolkit: { slug: string } }).toolkit;
      const { items } = await ada.trpc.apps.triggers.query({ app: slug });
      expect(items.find((trigger) => trigger.slug === one?.slug)).toMatchObject({ type: 'webhook' });
    });

    it('leaves out unreadable items, says which, and keeps what it has of them', async () => {
      const spoil = ([first]: Wire[]) => Object.assign(first ?? {}, { name: 7 });
      for (const [list, table] of [
        ['/toolkits', 'composio_apps_cache'],
        ['/tools', 'composio_actions_cache'],
      ] as const) {
        app.logged.length = 0;
        const [one] = await change(list, spoil);
        const before = await known(table, one?.slug ?? '');
        await syncCatalog(app.deps);
        expect(before).toHaveLength(1);
        expect(await known(table, one?.slug ?? '')).toEqual(before);
        expect(leftOut().map((line) => JSON.parse(line) as unknown)).toMatchObject([{ slug: one?.slug, level: 40 }]);
      }
    });

    it('is a failure when too many of them are', async () => {
      const { apps } = await ada.trpc.catalog.status.query();
      await change('/toolkits', (items) => {
        for (const one of items.slice(0, Math.ceil(items.length / 9))) Object.assign(one, { name: 7 });
      });
      await expect(syncCatalog(app.deps)).rejects.toThrow('cannot be read');
      expect((await ada.trpc.catalog.status.query()).apps).toBe(apps);
    });
  });

  it('is asked for by an installation admin, once, and done by a job', async () => {
    const asked = await ada.trpc.catalog.sync.mutate();
    expect(asked).toMatchObject({ outcome: 'queued', run: { status: 'queued', requestedBy: { name: ada.user.name } } });
    expect(await ada.trpc.catalog.status.query()).toMatchObject({ running: true, progress: { stage: null, done: 0 } });
    const again = await ada.trpc.catalog.sync.mutate();
    expect(again).toEqual({ outcome: 'already_open', run: asked.run });
    await app.runJobs();
    const [run] = (await ada.trpc.catalog.runs.query({ limit: 1 })).items;
    expect(run).toMatchObject({ id: asked.run.id, status: 'succeeded', error: null });
    expect(run?.apps).toBe((await ada.trpc.catalog.status.query()).apps);
    app.clock.advance(MINUTE);
    expect((await ada.trpc.catalog.sync.mutate()).outcome).toBe('queued');
    await app.runJobs();
  });

  it('cannot be asked for again and again, by different people either: each costs the provider many calls', async () => {
    app.clock.advance(MINUTE);
    await ada.trpc.catalog.sync.mutate();
    await app.runJobs();
    app.clock.advance(MINUTE - 1_500);
    const mallory = await app.admin('Mallory');
    expect(await codeOf(mallory.trpc.catalog.sync.mutate())).toBe('RATE_LIMITED');
    const headers = { 'content-type': 'application/json', 'x-patchbay-workspace': mallory.workspaceId };
    const refused = await mallory.fetch('/trpc/catalog.sync', { method: 'POST', headers, body: '{}' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2']);
    expect((await ada.trpc.catalog.status.query()).running).toBe(false);
    app.clock.advance(1_500);
    expect((await mallory.trpc.catalog.sync.mutate()).outcome).toBe('queued');
    await app.runJobs();
  });

  it('may be asked for again at once when it failed, or when the schedule had started it', async () => {
    app.clock.advance(MINUTE);
    app.sandbox.control.faults.set([{ match: { path: /\/toolkits/ }, status: 400 }]);
    await ada.trpc.catalog.sync.mutate();
    await expect(app.runJobs()).rejects.toThrow('apps');
    app.sandbox.control.faults.clear();
    expect((await ada.trpc.catalog.runs.query({ limit: 1 })).items[0]).toMatchObject({ status: 'failed' });
    await syncCatalog(app.deps);
    expect((await ada.trpc.catalog.sync.mutate()).outcome).toBe('queued');
    await app.runJobs();
  });

  it('that failed is tried again in the name of the person who asked, and not once another one has succeeded', async () => {
    app.clock.advance(MINUTE);
    app.sandbox.control.faults.set([{ match: { path: /\/toolkits/ }, status: 400 }]);
    const { run } = await ada.trpc.catalog.sync.mutate();
    await expect(app.runJobs()).rejects.toThrow('apps');
    app.sandbox.control.faults.clear();
    await tryAgain(run.id);
    const last = async () => (await ada.trpc.catalog.runs.query({ limit: 1 })).items[0];
    const repeated = await last();
    expect(repeated).toMatchObject({ status: 'succeeded', requestedBy: { name: ada.user.name } });
    expect(repeated?.id).not.toBe(run.id);
    await tryAgain(run.id);
    expect(await last()).toEqual(repeated);
  });

  it('tells installation admins who asked, whatever workspace that was in', async () => {
    const grace = await app.admin('Grace Hopper');
    app.clock.advance(MINUTE);
    const { run } = await grace.trpc.catalog.sync.mutate();
    const seen = (await ada.trpc.catalog.runs.query({ limit: 1 })).items[0];
    expect(seen).toMatchObject({ id: run.id, requestedBy: { name: 'Grace Hopper' } });
    await app.runJobs();
  });

  it('is not for the owner of a workspace, which everyone who signs up is', async () => {
    const owner = await app.person('Mary Shelley');
    expect(await codeOf(owner.trpc.catalog.sync.mutate())).toBe('INSTALLATION_ADMIN_ONLY');
    expect(await codeOf(owner.trpc.catalog.runs.query())).toBe('INSTALLATION_ADMIN_ONLY');
  });

  it('runs once when two processes start it', async () => {
    app.sandbox.control.clearRequests();
    await Promise.all([syncCatalog(app.deps), syncCatalog(app.deps)]);
    const firstPages = app.sandbox.control.requests().filter(({ path }) => path.endsWith('/toolkits'));
    expect(firstPages).toHaveLength(1);
  });
});
