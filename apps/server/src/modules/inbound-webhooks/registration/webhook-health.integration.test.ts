import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { connected } from '../../../../test/support/connect.ts';
import { executeSql } from '../../../../test/support/execute-sql.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import type { TestBrowser } from '../../../../test/support/test-browser.ts';
import { listenToCommits } from '../../../../test/support/triggers.ts';
import { registerWebhook } from './register-webhook.ts';
import { checkWebhookHealth } from './webhook-health.ts';

let app: TestApp;
let ada: TestBrowser;
let listening: string;
let quiet: string;

beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  app.sandbox.control.faults.clear();
  await executeSql(app.deps.orm.em.fork(), 'delete from webhook_sources');
  ada = await app.person();
  listening = (await connected(app, ada, 'github')).id;
  quiet = (await connected(app, ada, 'slack')).id;
  await listenToCommits(ada, listening);
  await app.runJobs();
});
afterAll(() => app[Symbol.asyncDispose]());

const check = () => checkWebhookHealth(app.deps);
const healthOf = async (id: string) => {
  const { level, reasons } = (await ada.trpc.connections.get.query({ id })).health;
  return [level, ...reasons.map(({ code }) => code)];
};
const told = async () => {
  const { items } = await ada.trpc.events.list.query({ types: ['connection.health_changed'], connectionId: listening });
  const details = await Promise.all(items.map(({ id }) => ada.trpc.events.get.query({ id })));
  return details.map(({ payload }) => (payload as { health: { reasons: { code: string }[] } }).health.reasons[0]?.code);
};

it('a connection that listens without a webhook is degraded until one is registered, and both are told once', async () => {
  expect(await healthOf(listening)).toEqual(['healthy']);
  await check();
  await check();
  expect(await healthOf(listening)).toEqual(['degraded', 'webhook_missing']);
  expect(await healthOf(quiet)).toEqual(['healthy']);
  await registerWebhook(app.deps);
  await check();
  await check();
  expect(await healthOf(listening)).toEqual(['healthy']);
  expect(await told()).toEqual([undefined, 'webhook_missing', undefined]);
});

it('a connection that stops listening misses nothing', async () => {
  await check();
  const { items } = await ada.trpc.triggers.list.query({ connectionId: listening });
  await ada.trpc.triggers.disable.mutate({ id: items[0]?.id ?? '' });
  await check();
  expect(await healthOf(listening)).toEqual(['healthy']);
});

it('a webhook that leads elsewhere brings nothing', async () => {
  await registerWebhook(app.deps);
  await check();
  expect(await healthOf(listening)).toEqual(['healthy']);
  await app.deps.provider.ensureWebhook({
    url: 'https://elsewhere.example/hook',
    events: ['composio.trigger.message'],
  });
  await check();
  expect(await healthOf(listening)).toEqual(['degraded', 'webhook_missing']);
});

it('while the provider cannot be asked nothing changes', async () => {
  await registerWebhook(app.deps);
  await check();
  app.sandbox.control.faults.set([{ match: { path: '/webhook*' }, status: 403 }]);
  await check();
  expect(await healthOf(listening)).toEqual(['healthy']);
});
