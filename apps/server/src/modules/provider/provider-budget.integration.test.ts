import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startConnecting } from '../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';

/** Each person may cause 24 of them. */
const PER_MINUTE = 400;
const EACH = 24;

let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp({ env: { COMPOSIO_CALLS_PER_MINUTE: PER_MINUTE } });
});
beforeEach(async () => {
  app.clock.advance(60_000);
  ada = await app.person();
  app.sandbox.control.clearRequests();
});
afterAll(() => app[Symbol.asyncDispose]());

/** Counts requests to the provider, by method and path. */
const asked = (method: string, path: RegExp) =>
  app.sandbox.control.requests().filter((request) => request.method === method && path.test(request.path)).length;

async function connectAndCancel(browser: TestBrowser, id: string): Promise<string> {
  const code = await codeOf(browser.trpc.connections.connect.mutate({ id }));
  if (code === 'ok') await browser.trpc.connections.cancel.mutate({ id });
  return code;
}

it('connecting and canceling in a loop does not use up the project’s quota: it was two requests each, without a limit', async () => {
  const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack' });
  const codes: string[] = [];
  for (let times = 0; times < EACH + 2; times += 1) codes.push(await connectAndCancel(ada, connection.id));
  expect(codes.filter((code) => code === 'ok')).toHaveLength(EACH);
  expect(codes.at(-1)).toBe('RATE_LIMITED');
  expect(asked('POST', /link/)).toBe(EACH);
});

it('nor does setting up the webhook in a loop', async () => {
  const admin = await app.admin('Grace Hopper');
  const codes: string[] = [];
  for (let times = 0; times < EACH + 2; times += 1)
    codes.push(await codeOf(admin.trpc.system.registerWebhook.mutate()));
  expect(codes.at(-1)).toBe('RATE_LIMITED');
  expect(app.sandbox.control.requests().length).toBeLessThanOrEqual(3 * EACH);
});

it('is refused with the seconds to wait, in both APIs, and affects no other caller', async () => {
  const { id } = await startConnecting(ada, 'slack');
  for (let times = 0; times < EACH; times += 1) await codeOf(ada.trpc.connections.refresh.mutate({ id }));
  const answer = await ada.fetch('/trpc/connections.refresh', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-patchbay-workspace': ada.workspaceId },
    body: JSON.stringify({ id }),
  });
  expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([429, true]);
  const grace = await app.person('Grace Hopper');
  const other = await startConnecting(grace, 'slack');
  expect(await codeOf(grace.trpc.connections.refresh.mutate({ id: other.id }))).toBe('ok');
});

it('creating more workspaces does not raise the limit', async () => {
  const { id } = await startConnecting(ada, 'slack');
  for (let times = 1; times < EACH; times += 1) await ada.trpc.connections.refresh.mutate({ id });
  const { id: workspaceId } = await ada.trpc.workspaces.create.mutate({ name: 'Another' });
  await ada.trpc.workspaces.switch.mutate({ id: workspaceId });
  ada.workspaceId = workspaceId;
  const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack' });
  expect(await codeOf(ada.trpc.connections.connect.mutate({ id: connection.id }))).toBe('RATE_LIMITED');
});
