import { FAILED_CALLS_THAT_COUNT, type OutgoingEventType } from '@patchbay/contracts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { connected } from '../../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import type { TestBrowser } from '../../../../test/support/test-browser.ts';
import { listenToCommits } from '../../../../test/support/triggers.ts';
import { changeHealth, lockConnection } from './change-health.ts';

const UPSERT = { method: 'POST', path: '/trigger_instances/*' };
const SEND = 'SLACK_SEND_MESSAGE';
const SYSTEM = { kind: 'system', id: 'test', name: 'Test' } as const;

let app: TestApp;
let ada: TestBrowser;
let id: string;

beforeAll(async () => {
  app = await startTestApp({ env: { ALLOW_PRIVATE_ENDPOINTS: true } });
});

beforeEach(async () => {
  app.sandbox.control.faults.clear();
  await app.runJobs();
  ada = await app.person();
  id = (await connected(app, ada, 'github')).id;
});

afterAll(() => app[Symbol.asyncDispose]());

const healthOf = async () => (await ada.trpc.connections.get.query({ id })).health;

/** The events of this type, oldest first, as they are sent. */
async function told(type: OutgoingEventType): Promise<Record<string, unknown>[]> {
  const { items } = await ada.trpc.events.list.query({ types: [type] });
  const details = await Promise.all(items.map((event) => ada.trpc.events.get.query({ id: event.id })));
  return details.toReversed().map(({ payload }) => payload as Record<string, unknown>);
}

const levelsTold = async () =>
  (await told('connection.health_changed')).map(({ health }) => (health as { level: string }).level);

it('a connection is healthy once it is connected, and says so in the list, in the view and as an event', async () => {
  expect(await healthOf()).toEqual({ level: 'healthy', reasons: [] });
  const { items } = await ada.trpc.connections.list.query();
  expect(items.map(({ health }) => health.level)).toEqual(['healthy']);
  expect(await told('connection.health_changed')).toMatchObject([
    { health: { level: 'healthy' }, previousHealth: { level: 'inactive' }, connection: { id, app: 'github' } },
  ]);
  await ada.trpc.connections.disconnect.mutate({ id });
  expect(await healthOf()).toEqual({ level: 'inactive', reasons: [] });
  expect(await levelsTold()).toEqual(['healthy', 'inactive']);
});

it('a trigger that the provider refuses is told once, and that it works again only when it does', async () => {
  app.sandbox.control.faults.set([{ match: UPSERT, status: 400 }]);
  const { id: subscriptionId } = await listenToCommits(ada, id);
  expect(await healthOf()).toMatchObject({
    level: 'degraded',
    reasons: [{ part: 'triggers', code: 'trigger_stopped', subjects: ['GITHUB_COMMIT_EVENT'] }],
  });
  await listenToCommits(ada, id);
  await app.runJobs();
  expect(await told('trigger.failed')).toMatchObject([
    { trigger: 'GITHUB_COMMIT_EVENT', subscriptionId, problem: 'refused' },
  ]);
  expect(await told('trigger.recovered')).toEqual([]);
  app.sandbox.control.faults.clear();
  await listenToCommits(ada, id);
  expect(await told('trigger.recovered')).toMatchObject([{ subscriptionId, connection: { id } }]);
  expect(await healthOf()).toEqual({ level: 'healthy', reasons: [] });
  expect(await levelsTold()).toEqual(['healthy', 'degraded', 'healthy']);
});

it('a stopped trigger that is turned off is no reason anymore', async () => {
  app.sandbox.control.faults.set([{ match: UPSERT, status: 400 }]);
  const { id: subscriptionId } = await listenToCommits(ada, id);
  await ada.trpc.triggers.disable.mutate({ id: subscriptionId });
  expect(await healthOf()).toEqual({ level: 'healthy', reasons: [] });
});

it('calls that fail again and again are told once, until one succeeds', async () => {
  id = (await connected(app, ada, 'slack')).id;
  const input = { connectionId: id, action: SEND, arguments: { channel: '#general', text: 'Hello' } };
  const call = () => ada.trpc.actions.execute.mutate(input);
  const body = { successful: false, data: {}, error: 'down for maintenance', log_id: 'log_1' };
  app.sandbox.control.faults.set([{ match: { path: /tools\/execute/ }, status: 200, body }]);
  for (let times = 1; times < FAILED_CALLS_THAT_COUNT; times += 1) await call();
  expect((await healthOf()).level).toBe('healthy');
  for (let times = 0; times < 3; times += 1) await call();
  expect(await healthOf()).toMatchObject({ level: 'degraded', reasons: [{ code: 'calls_failing' }] });
  app.sandbox.control.faults.clear();
  await call();
  expect((await healthOf()).level).toBe('healthy');
  // The first is of the other connection.
  expect(await levelsTold()).toEqual(['healthy', 'healthy', 'degraded', 'healthy']);
});

it('a change of health is told once, however many find out at the same time', async () => {
  const { version } = await ada.trpc.connections.get.query({ id });
  const find = () =>
    app.deps.orm.em.fork().transactional(async (tx) => {
      const connection = await lockConnection(tx, { workspaceId: ada.workspaceId, id });
      const parts = { missesWebhook: true };
      if (connection) await changeHealth({ ...app.deps, tx }, connection, { parts, actor: SYSTEM });
    });
  await Promise.all(Array.from({ length: 20 }, find));
  expect(await levelsTold()).toEqual(['healthy', 'degraded']);
  const { items } = await ada.trpc.connections.history.query({ id });
  expect(items.filter(({ event }) => event === 'health_changed')).toHaveLength(1);
  expect((await ada.trpc.connections.get.query({ id })).version).toBe(version + 1);
});

it('an endpoint that is turned off is told to the others, and to itself nothing', async () => {
  const [off, other] = await Promise.all(
    ['https://hooks.example.com/one?token=secret', 'https://hooks.example.com/two'].map((url) =>
      ada.trpc.endpoints.create.mutate({ url, types: ['endpoint.disabled'], description: 'Orders' }),
    ),
  );
  await ada.trpc.endpoints.update.mutate({ id: off?.endpoint.id ?? '', enabled: false });
  const [event] = await told('endpoint.disabled');
  expect(event).toMatchObject({
    endpoint: { id: off?.endpoint.id, host: 'hooks.example.com', description: 'Orders' },
    reason: 'person',
    actor: { kind: 'user' },
  });
  expect(JSON.stringify(event)).not.toContain('secret');
  const { items } = await ada.trpc.deliveries.list.query();
  expect(items.map(({ endpoint, type }) => `${endpoint.id} ${type}`)).toEqual([
    `${other?.endpoint.id} endpoint.disabled`,
  ]);
});
