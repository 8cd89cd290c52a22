import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approve, connectAgain, connected, startConnecting } from '../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';
import { COMMITS, listenToCommits } from '../../../test/support/triggers.ts';
import { executeSql } from '../../../test/support/execute-sql.ts';

let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp();
});

beforeEach(async () => {
  ada = await app.person('Ada Lovelace');
});

afterAll(() => app[Symbol.asyncDispose]());

const enabled = (id: string) => ada.trpc.connections.enabledActions.query({ id });

async function tagged(tag?: string): Promise<string[]> {
  const rows = await executeSql<{ slug: string }>(
    app.deps.orm.em.fork(),
    `select slug from composio_actions_cache where app_slug = 'slack' and gone_at is null and ($1::text is null or tags ? $1)
      order by slug`,
    [tag ?? null],
  );
  return rows.map(({ slug }) => slug);
}

const mark = (gone: 'now()' | 'null') =>
  executeSql(
    app.deps.orm.em.fork(),
    `update composio_actions_cache set gone_at = ${gone} where slug = 'SLACK_FIND_USERS'`,
  );

describe('a new connection', () => {
  it('has no actions before it is connected, and the important ones then', async () => {
    const { id, redirectUrl } = await startConnecting(ada);
    expect((await enabled(id)).actions).toEqual([]);
    await approve(app, ada, redirectUrl);
    const { actions } = await enabled(id);
    expect(actions).toEqual(await tagged('important'));
    expect(actions.length).toBeGreaterThan(0);
    expect(await ada.trpc.actions.policy.query({ app: 'slack' })).toEqual({ policy: 'important', isDefault: true });
  });

  it.each([
    ['all', undefined],
    ['read-only', 'readOnlyHint'],
    ['none', 'no such tag'],
  ] as const)('starts with %s where an admin chose that', async (policy, tag) => {
    await ada.trpc.actions.setPolicy.mutate({ app: 'slack', policy });
    expect(await ada.trpc.actions.policy.query({ app: 'slack' })).toEqual({ policy, isDefault: false });
    const { id } = await connected(app, ada);
    expect((await enabled(id)).actions).toEqual(await tagged(tag));
  });

  it('is not touched by a later choice, nor by connecting again', async () => {
    const { id } = await connected(app, ada);
    const { version } = await enabled(id);
    await ada.trpc.connections.setEnabledActions.mutate({ id, version, actions: ['SLACK_FIND_USERS'] });
    await ada.trpc.actions.setPolicy.mutate({ app: 'slack', policy: 'all' });
    await ada.trpc.connections.disconnect.mutate({ id });
    await approve(app, ada, (await connectAgain(ada, id)).redirectUrl);
    expect((await enabled(id)).actions).toEqual(['SLACK_FIND_USERS']);
  });

  it('is forgotten when it is removed', async () => {
    const { id } = await connected(app, ada);
    await ada.trpc.connections.remove.mutate({ id });
    const rows = await executeSql(app.deps.orm.em.fork(), 'select 1 from enabled_actions where connection_id = $1', [
      id,
    ]);
    expect(rows).toEqual([]);
    expect(await codeOf(enabled(id))).toBe('CONNECTION_UNKNOWN');
  });

  it('policy can be set by admins only, and only for existing apps', async () => {
    const choice = { app: 'slack', policy: 'all' as const };
    expect(await codeOf(ada.trpc.actions.setPolicy.mutate({ ...choice, app: 'no-such-app' }))).toBe('APP_UNKNOWN');
    const grace = await app.person('Grace Hopper');
    await grace.join(ada, 'member');
    expect(await codeOf(grace.trpc.actions.setPolicy.mutate(choice))).toBe('FORBIDDEN');
  });
});

describe('choosing actions', () => {
  let id: string;

  beforeEach(async () => {
    ({ id } = await connected(app, ada));
  });

  const set = (actions: string[], version: number) =>
    ada.trpc.connections.setEnabledActions.mutate({ id, version, actions });

  it('replaces the list, increments the version and adds a history entry', async () => {
    const { version } = await enabled(id);
    const answer = await set(['SLACK_FIND_USERS', 'SLACK_FIND_CHANNELS', 'SLACK_FIND_USERS'], version);
    const actions = ['SLACK_FIND_CHANNELS', 'SLACK_FIND_USERS'];
    expect(answer).toEqual({ actions, version: version + 1, nextCursor: null });
    expect(await enabled(id)).toEqual(answer);
    const { items } = await ada.trpc.connections.history.query({ id });
    expect(items[0]).toMatchObject({
      event: 'actions_changed',
      from: 'active',
      to: 'active',
      actor: { name: 'Ada Lovelace' },
    });
  });

  it('loses no update: of two changes to the same list, one gets a conflict', async () => {
    const { version } = await enabled(id);
    const codes = await Promise.all(
      [['SLACK_FIND_USERS'], ['SLACK_FIND_CHANNELS']].map((actions) => codeOf(set(actions, version))),
    );
    expect(codes.toSorted()).toEqual(['CONNECTION_CHANGED', 'ok']);
  });

  it('accepts only actions of the app', async () => {
    const { version, actions } = await enabled(id);
    for (const slug of ['SLACK_NO_SUCH', 'GMAIL_SEND_EMAIL']) {
      expect(await codeOf(set([slug], version))).toBe('ACTION_UNKNOWN');
    }
    expect(await codeOf(set([''], version))).toBe('INPUT_INVALID');
    expect(await enabled(id)).toMatchObject({ actions, version });
  });

  it('in bulk, by kind or by name', async () => {
    const { enableActions, disableActions } = ada.trpc.connections;
    const all = await tagged();
    expect((await enableActions.mutate({ id, actions: 'all' })).actions).toEqual(all);
    const reading = await tagged('readOnlyHint');
    expect((await disableActions.mutate({ id, actions: 'read-only' })).actions).toEqual(
      all.filter((slug) => !reading.includes(slug)),
    );
    expect((await disableActions.mutate({ id, actions: 'all' })).actions).toEqual([]);
    const both = await Promise.all(
      ['SLACK_FIND_USERS', 'SLACK_FIND_CHANNELS'].map((slug) => enableActions.mutate({ id, actions: [slug] })),
    );
    expect(both).toHaveLength(2);
    expect((await enabled(id)).actions).toEqual(['SLACK_FIND_CHANNELS', 'SLACK_FIND_USERS']);
  });

  it('that changes nothing adds no history entry', async () => {
    const before = await enabled(id);
    const after = await ada.trpc.connections.enableActions.mutate({ id, actions: before.actions });
    expect(after).toEqual(before);
  });

  it('leaves out actions that the provider removed', async () => {
    await ada.trpc.connections.enableActions.mutate({ id, actions: ['SLACK_FIND_USERS'] });
    await mark('now()');
    try {
      expect((await enabled(id)).actions).not.toContain('SLACK_FIND_USERS');
      const run = ada.trpc.actions.execute.mutate({
        connectionId: id,
        action: 'SLACK_FIND_USERS',
        arguments: { query: 'a' },
      });
      expect(await codeOf(run)).toBe('ACTION_UNKNOWN');
    } finally {
      await mark('null');
    }
  });

  it('is for admins only', async () => {
    const grace = await app.person('Grace Hopper');
    await grace.join(ada, 'member');
    expect((await grace.trpc.connections.enabledActions.query({ id })).actions.length).toBeGreaterThan(0);
    expect(await codeOf(grace.trpc.connections.enableActions.mutate({ id, actions: 'all' }))).toBe('FORBIDDEN');
    expect(
      await codeOf(grace.trpc.actions.execute.mutate({ connectionId: id, action: 'SLACK_FIND_USERS', arguments: {} })),
    ).toBe('FORBIDDEN');
  });
});

describe('the connected apps', () => {
  it('come with their enabled actions and triggers in one call, from the database alone', async () => {
    const slack = await connected(app, ada);
    const github = await connected(app, ada, 'github');
    await listenToCommits(ada, github.id);
    await ada.trpc.connections.add.mutate({ app: 'notion' });
    app.sandbox.control.clearRequests();
    const { items } = await ada.trpc.connections.connected.query({});
    expect(items.map(({ app: { slug } }) => slug)).toEqual(['github', 'slack']);
    const found = items.find(({ id }) => id === slack.id);
    expect(found).toMatchObject(slack);
    expect(found?.enabledActions).toEqual(await tagged('important'));
    const triggers = (await ada.trpc.apps.triggers.query({ app: 'slack' })).items;
    const bySlug = (a: { slug: string }, b: { slug: string }) => (a.slug < b.slug ? -1 : 1);
    // People see the list sorted by name; services get the provider's order.
    expect(found?.triggers.toSorted(bySlug)).toEqual(
      triggers.map(({ slug, name, type }) => ({ slug, name, type, subscribed: false })).toSorted(bySlug),
    );
    const listening = items.find(({ id }) => id === github.id)?.triggers.filter(({ subscribed }) => subscribed);
    expect(listening?.map(({ slug }) => slug)).toEqual([COMMITS]);
    expect(app.sandbox.control.requests()).toEqual([]);
    expect((await ada.trpc.connections.connected.query({ search: 'git' })).items).toHaveLength(1);
  });

  it('are separate for each workspace', async () => {
    await connected(app, ada);
    const grace = await app.person('Grace Hopper');
    expect((await grace.trpc.connections.connected.query({})).items).toEqual([]);
  });
});
