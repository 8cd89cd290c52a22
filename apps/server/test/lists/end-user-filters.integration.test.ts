import { OUTGOING_EVENT_TYPES } from '@patchbay/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aHost, codeFor, createFor, type Host, leftUpstream } from '../support/connect-session.ts';
import { startReceiver, type Receiver } from '../support/receiver.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { codeOf } from '../support/test-browser.ts';
import { watchFrom } from '../support/watch-stream.ts';

/** Wherever something of connections is listed or streamed, it can be chosen by end user and tags, also after a removal. */
let app: TestApp;
let host: Host;
let receiver: Receiver;
const ids: Record<string, string> = {};
let begin: { connections: string; events: string };

const TAGS: Record<string, Record<string, string>> = {
  alice: { plan: 'pro', region: 'eu' },
  bob: { plan: 'pro' },
  gone: { plan: 'pro', region: 'us' },
};

beforeAll(async () => {
  app = await startTestApp({ env: { ALLOW_PRIVATE_ENDPOINTS: true } });
  host = await aHost(app);
  receiver = await startReceiver();
  const { connections, events, endpoints, actions } = host.admin.trpc;
  await endpoints.create.mutate({ url: receiver.url, types: OUTGOING_EVENT_TYPES.filter((type) => type !== 'test') });
  begin = {
    connections: (await connections.position.query()).lastEventId,
    events: (await events.position.query()).lastEventId,
  };
  await connections.add.mutate({ app: 'slack', label: 'of a member' });
  for (const [user, tags] of Object.entries(TAGS)) {
    const session = await createFor(host, user, { tags });
    const { code, connectionId } = await codeFor(app, session);
    await host.service.connectSessions.complete.mutate({ id: session.id, code, signedInEndUserId: user });
    ids[user] = connectionId;
  }
  for (const user of Object.keys(TAGS))
    await codeOf(
      actions.execute.mutate({
        connectionId: ids[user] ?? '',
        action: 'SLACK_SEND_MESSAGE',
        arguments: { channel: '#general', text: user },
      }),
    );
  await connections.remove.mutate({ id: ids['gone'] ?? '' });
  await leftUpstream(app);
});
afterAll(async () => {
  await receiver[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

type Filter = { endUserId?: string; tags?: string[] };

/** Whose entries a filter finds, per list. */
const LISTS: Record<string, (filter: Filter) => Promise<(string | null)[]>> = {
  'connections.history': async (filter) =>
    (await host.admin.trpc.connections.history.query({ ...filter, limit: 100 })).items.map((line) => line.connectionId),
  'events.list': async (filter) => {
    const types = OUTGOING_EVENT_TYPES.filter((type) => type !== 'end_user.forgotten');
    return (await host.admin.trpc.events.list.query({ ...filter, types, limit: 100 })).items.map(
      (event) => event.connectionId,
    );
  },
  'deliveries.list': async (filter) => {
    const { items } = await host.admin.trpc.deliveries.list.query({ ...filter, limit: 100 });
    const events = await Promise.all(
      items.map(({ eventId }) => host.admin.trpc.events.get.query({ id: eventId ?? '' })),
    );
    return events.map((event) => event.connectionId);
  },
  'actions.executions': async (filter) =>
    (await host.admin.trpc.actions.executions.query({ ...filter, limit: 100 })).items.map((run) => run.connectionId),
};

const CASES: [string, Filter, string[]][] = [
  ['an end user', { endUserId: 'alice' }, ['alice']],
  ['an end user whose connection was removed', { endUserId: 'gone' }, ['gone']],
  ['a tag', { tags: ['plan=pro'] }, ['alice', 'bob', 'gone']],
  ['two tags, one of which is of a removed connection', { tags: ['plan=pro', 'region=us'] }, ['gone']],
  ['both', { endUserId: 'bob', tags: ['plan=pro'] }, ['bob']],
  ['both, of different connections', { endUserId: 'bob', tags: ['region=eu'] }, []],
  ['another spelling', { endUserId: 'Alice' }, []],
  ['a pattern', { endUserId: '%' }, []],
];

describe.each(Object.entries(LISTS))('%s', (_, list) => {
  it.each(CASES)('by %s', async (...[, filter, users]) => {
    expect(new Set(await list(filter))).toEqual(new Set(users.map((user) => ids[user])));
  });

  it('without a filter has all, and with no tags too', async () => {
    const all = await list({});
    expect(all.length).toBeGreaterThanOrEqual(3);
    expect(await list({ tags: [] })).toEqual(all);
  });

  it('of another workspace has nothing', async () => {
    const other = await app.admin('Other');
    const { items } = await other.trpc.connections.history.query({ endUserId: 'alice' });
    expect(items).toEqual([]);
  });
});

const STREAMS: ['connections.watch' | 'events.watch', Filter][] = [
  ['connections.watch', { endUserId: 'alice' }],
  ['connections.watch', { tags: ['region=eu'] }],
  ['events.watch', { endUserId: 'alice' }],
  ['events.watch', { tags: ['region=eu'] }],
];

describe('streams', () => {
  it.each(STREAMS)('%s by %o skips what others have, and goes on after it', async (path, filter) => {
    const lastEventId = path === 'connections.watch' ? begin.connections : begin.events;
    const types = path === 'events.watch' ? { types: [...OUTGOING_EVENT_TYPES] } : {};
    await using stream = await watchFrom(host.admin, path, { lastEventId, ...types, ...filter });
    await stream.until(ids['alice'] ?? '-');
    await host.admin.trpc.connections.rename.mutate({ id: ids['bob'] ?? '', label: 'Bob' });
    await host.admin.trpc.connections.disconnect.mutate({ id: ids['bob'] ?? '' }).catch(() => undefined);
    await host.admin.trpc.connections.rename.mutate({
      id: ids['alice'] ?? '',
      label: `Alice ${path} ${Object.keys(filter).join()}`,
    });
    await host.admin.trpc.connections.refresh.mutate({ id: ids['alice'] ?? '' });
    if (path === 'connections.watch') await stream.until(`Alice ${path} ${Object.keys(filter).join()}`);
    for (const other of ['bob', 'gone']) expect(stream.text).not.toContain(ids[other] ?? '-');
  });

  it('connections.watch tells of the removal of a connection to who follows its end user', async () => {
    await using stream = await watchFrom(host.admin, 'connections.watch', {
      lastEventId: begin.connections,
      endUserId: 'gone',
    });
    await stream.until('"event":"remove"');
    expect(stream.text).not.toContain(ids['alice'] ?? '-');
  });
});

it('a history says whose it was, and of which connection; without entries for this end user it is empty and not unknown', async () => {
  const { history } = host.admin.trpc.connections;
  const { items } = await history.query({ id: ids['gone'] ?? '' });
  expect(new Set(items.map(({ app: slug, endUserId }) => `${slug} ${endUserId}`))).toEqual(new Set(['slack gone']));
  expect((await history.query({ id: ids['gone'] ?? '', endUserId: 'alice' })).items).toEqual([]);
  expect(await codeOf(history.query({ id: crypto.randomUUID() }))).toBe('CONNECTION_UNKNOWN');
});

it('connect sessions are chosen by tags too', async () => {
  const { items } = await host.admin.trpc.connectSessions.list.query({ tags: ['region=us'] });
  expect(items.map(({ endUser }) => endUser.id)).toEqual(['gone']);
});
