import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Receiver, startReceiver } from '../../../../test/support/receiver.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import type { TestBrowser } from '../../../../test/support/test-browser.ts';
import { executeSql } from '../../../../test/support/execute-sql.ts';
import { nextDelivery } from './next-delivery.ts';

let app: TestApp;
let ada: TestBrowser;
let receiver: Receiver;

beforeAll(async () => {
  app = await startTestApp({ env: { ALLOW_PRIVATE_ENDPOINTS: true }, catalog: false });
  ada = await app.person();
});

beforeEach(async () => {
  receiver = await startReceiver();
});

afterEach(() => receiver[Symbol.asyncDispose]());

afterAll(() => app[Symbol.asyncDispose]());

it('is the next try of a failed one, so that it is sent on time without polling every second', async () => {
  expect(await nextDelivery(app.deps)).toBe(Infinity);
  const { endpoint } = await ada.trpc.endpoints.create.mutate({ url: receiver.url });
  receiver.answers.push(500);
  await ada.trpc.endpoints.test.mutate({ id: endpoint.id });
  await app.deps.backlogs.drain();
  const em = app.deps.orm.em.fork();
  const [row] = await executeSql<{ at: Date }>(em, `select due_at as at from deliveries where status = 'waiting'`);
  expect(await nextDelivery(app.deps)).toBe((row?.at.getTime() ?? 0) - app.clock.now().getTime());
  expect(await nextDelivery(app.deps)).toBeGreaterThan(0);
});
