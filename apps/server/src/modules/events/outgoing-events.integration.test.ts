import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type OutgoingEventType, outgoingEventSchema, SUBSCRIBABLE_EVENT_TYPES } from '@patchbay/contracts';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { z } from 'zod';
import { connected } from '../../../test/support/connect.ts';
import { executeSql } from '../../../test/support/execute-sql.ts';
import { type Received, type Receiver, startReceiver } from '../../../test/support/receiver.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';
import { listenToCommits } from '../../../test/support/triggers.ts';
import { post, triggerMessage, WEBHOOK_SECRET } from '../../../test/support/webhook.ts';
import { watchFrom } from '../../../test/support/watch-stream.ts';

let app: TestApp;
let ada: TestBrowser;
let receiver: Receiver;

beforeAll(async () => {
  app = await startTestApp({ env: { COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET, ALLOW_PRIVATE_ENDPOINTS: true } });
});

beforeEach(async () => {
  ada = await app.person();
  receiver = await startReceiver();
});

afterEach(() => receiver[Symbol.asyncDispose]());

afterAll(() => app[Symbol.asyncDispose]());

const endpointFor = (types?: OutgoingEventType[], apps: string[] = []) =>
  ada.trpc.endpoints.create.mutate({ url: receiver.url, apps, ...(types && { types }) });
const all = () => endpointFor(SUBSCRIBABLE_EVENT_TYPES);

interface Body {
  type: OutgoingEventType;
  timestamp: string;
  data: Record<string, unknown>;
}

const bodyOf = ({ body }: Received) => JSON.parse(body) as Body;
const typesReceived = () => receiver.received.map((message) => bodyOf(message).type);
/** The last message of this type. */
const received = (type: OutgoingEventType) => receiver.received.map(bodyOf).findLast((body) => body.type === type);

it('the life of a connection is told in its order, each event as the catalog describes it', async () => {
  await all();
  const id = (await connected(app, ada, 'github')).id;
  await ada.trpc.connections.rename.mutate({ id, label: 'Work' });
  await ada.trpc.connections.disconnect.mutate({ id });
  await ada.trpc.connections.remove.mutate({ id });
  await app.runJobs();
  const lifecycle = typesReceived().filter((type) => type !== 'connection.health_changed');
  expect(lifecycle).toEqual([
    'connection.added',
    'connection.connected',
    'connection.disconnected',
    'connection.removed',
  ]);
  for (const message of receiver.received) {
    const { type } = bodyOf(message);
    const { shape } = outgoingEventSchema(type);
    expect(z.strictObject(shape).parse(bodyOf(message))).toEqual(bodyOf(message));
  }
  expect(received('connection.connected')?.data).toMatchObject({
    workspace: { id: ada.workspaceId, externalId: null },
    connection: { id, app: 'github', label: '', endUserId: null, tags: {} },
    actor: { kind: 'user' },
    status: 'active',
    previousStatus: 'pending',
  });
  const versions = receiver.received.map((message) => bodyOf(message).data['version']).filter((each) => each);
  expect(versions).toEqual(versions.toSorted((a, b) => Number(a) - Number(b)));
});

it('a removed connection keeps its label in the event and in the list', async () => {
  await all();
  const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack', label: 'Support' });
  await ada.trpc.connections.remove.mutate({ id: connection.id });
  await app.runJobs();
  expect(received('connection.removed')?.data).toMatchObject({ connection: { label: 'Support' }, status: 'none' });
  const { items } = await ada.trpc.events.list.query({ types: ['connection.removed'] });
  expect(items).toMatchObject([{ connectionId: connection.id, connectionLabel: 'Support', app: { slug: 'slack' } }]);
});

it('a declined and a canceled attempt are told with their reason, and a superseded one is not', async () => {
  await all();
  const { connection } = await ada.trpc.connections.add.mutate({ app: 'github' });
  const { id } = connection;
  await ada.trpc.connections.connect.mutate({ id });
  await ada.trpc.connections.connect.mutate({ id });
  await ada.trpc.connections.cancel.mutate({ id });
  await app.runJobs();
  expect(typesReceived()).toEqual(['connection.added', 'connection.attempt_failed']);
  expect(received('connection.attempt_failed')?.data).toMatchObject({
    status: 'added',
    reason: { code: 'cancelled' },
    actor: { kind: 'user' },
  });
});

it('an endpoint receives the types it has chosen and no others, of the apps it has chosen', async () => {
  await endpointFor(['connection.removed'], ['slack']);
  for (const slug of ['slack', 'github']) {
    const { connection } = await ada.trpc.connections.add.mutate({ app: slug });
    await ada.trpc.connections.remove.mutate({ id: connection.id });
  }
  await app.runJobs();
  expect(receiver.received.map((message) => bodyOf(message).data['connection'])).toMatchObject([{ app: 'slack' }]);
  expect(typesReceived()).toEqual(['connection.removed']);
});

it('an endpoint of before gets trigger messages alone, with the body that was recorded before there were types', async () => {
  await endpointFor();
  const { id, account } = await connected(app, ada, 'github');
  await listenToCommits(ada, id);
  const data = { id: 'f3b1c2', size: '__SIZE__' };
  const body = triggerMessage({ accountId: account?.id ?? '', workspaceId: ada.workspaceId, data });
  await post(app, { body: body.replace('"__SIZE__"', '12345678901234567890') });
  await app.runJobs();
  expect(receiver.received).toHaveLength(1);
  const [row] = await executeSql<{ id: string; at: string; received: Date }>(
    app.deps.orm.em.fork(),
    `select id, happened_at as at, received_at as received from events where workspace_id = $1 and type = 'trigger.message'`,
    [ada.workspaceId],
  );
  const happenedAt = row?.at ? JSON.stringify(new Date(row.at)) : 'null';
  const receivedAt = row?.received.toISOString();
  // The envelope was recorded from commit a2a5c7c.
  expect(receiver.received[0]?.body).toBe(
    `{"type":"trigger.message","timestamp":"${receivedAt}","data":{"workspaceId":"${ada.workspaceId}","id":"${row?.id}",` +
      `"connectionId":"${id}","app":"github","trigger":"GITHUB_COMMIT_EVENT","happenedAt":${happenedAt},` +
      `"receivedAt":"${receivedAt}","payload":{"id":"f3b1c2","size":12345678901234567890}}}`,
  );
});

it('an endpoint that has chosen trigger messages is also told which connection it was, as it was then', async () => {
  await endpointFor(['trigger.message']);
  const { id, account } = await connected(app, ada, 'github');
  await listenToCommits(ada, id);
  await post(app, { body: triggerMessage({ accountId: account?.id ?? '', workspaceId: ada.workspaceId }) });
  await app.runJobs();
  expect(received('trigger.message')?.data).toMatchObject({
    connectionId: id,
    workspace: { id: ada.workspaceId, externalId: null },
    connection: { id, app: 'github', label: '', endUserId: null, tags: {} },
    payload: {},
  });
});

it('events of all types are verified by standardwebhooks and by svix', async () => {
  const { secret } = await all();
  await connected(app, ada, 'github');
  await app.runJobs();
  expect(receiver.received.length).toBeGreaterThan(1);
  for (const { body, headers } of receiver.received) {
    const signed = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    expect(new StandardWebhook(secret).verify(body, signed)).toEqual(JSON.parse(body));
    expect(() => new SvixWebhook(secret).verify(body, signed)).not.toThrow();
    expect(() => new SvixWebhook(secret).verify(`${body} `, signed)).toThrow();
  }
});

it('lists and streams show trigger messages unless other types are asked for', async () => {
  const { lastEventId } = await ada.trpc.events.position.query();
  await ada.trpc.connections.add.mutate({ app: 'slack' });
  expect((await ada.trpc.events.list.query()).items).toEqual([]);
  const { items } = await ada.trpc.events.list.query({ types: ['connection.added'] });
  expect(items).toMatchObject([{ type: 'connection.added', trigger: null, deliveries: { waiting: 0 } }]);
  await using stream = await watchFrom(ada, 'events.watch', { lastEventId, types: ['connection.added'] });
  await stream.until('"type":"connection.added"');
});

it('an event is read with what was sent, and replayed to the endpoints that want it now', async () => {
  const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack' });
  const [event] = (await ada.trpc.events.list.query({ types: ['connection.added'] })).items;
  const detail = await ada.trpc.events.get.query({ id: event?.id ?? '' });
  expect(detail.payload).toMatchObject({ connection: { id: connection.id }, status: 'added' });
  await endpointFor(['connection.added']);
  expect(await ada.trpc.events.replay.mutate({ id: event?.id ?? '' })).toEqual({ deliveries: 1 });
  await app.runJobs();
  expect(received('connection.added')?.data).toEqual(detail.payload);
});

it('a change that is rolled back leaves no event', async () => {
  await expect(
    app.deps.orm.em.fork().transactional(async (tx) => {
      const data = {
        endpoint: { id: 'e', host: 'h', description: '' },
        reason: 'gone' as const,
        actor: { kind: 'system' as const, id: 'sweeper', name: 'Patchbay' },
      };
      await app.deps.outgoingEvents.plan(tx, [{ type: 'endpoint.disabled', workspaceId: ada.workspaceId, data }]);
      throw new Error('rolled back');
    }),
  ).rejects.toThrow('rolled back');
  expect((await ada.trpc.events.list.query({ types: ['endpoint.disabled'] })).items).toEqual([]);
});

it('a type that does not exist is refused', async () => {
  const wrong = ada.trpc.endpoints.create.mutate({
    url: receiver.url,
    types: ['connection.gone' as OutgoingEventType],
  });
  expect(await codeOf(wrong)).toBe('INPUT_INVALID');
});
