import { afterAll, beforeAll, expect, it } from 'vitest';
import { aHost, codeFor, createFor, type Host } from '../../support/connect-session.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { codeOf } from '../../support/test-browser.ts';

/** The same call gets the first result for ten minutes, whatever happened to the connection since. */
let app: TestApp;
let host: Host;

beforeAll(async () => {
  app = await startTestApp();
  host = await aHost(app);
});
afterAll(() => app[Symbol.asyncDispose]());

const MINUTE = 60_000;

async function decided(user: string, signedIn = user) {
  const session = await createFor(host, user);
  const { code, connectionId } = await codeFor(app, session);
  const complete = (signedInEndUserId: string) =>
    host.service.connectSessions.complete.mutate({ id: session.id, code, signedInEndUserId });
  const first = await complete(signedIn).catch(() => undefined);
  await host.admin.trpc.connections.remove.mutate({ id: connectionId });
  return { first, complete };
}

it('a connection that was removed since is answered as it was, and to the same call alone', async () => {
  const { first, complete } = await decided('alice');
  expect(await complete('alice')).toEqual(first);
  expect(await codeOf(complete('mallory'))).toBe('CONNECT_SESSION_UNKNOWN');
  app.clock.advance(10 * MINUTE);
  expect(await codeOf(complete('alice'))).toBe('CONNECT_SESSION_UNKNOWN');
});

it('a refusal stays a refusal', async () => {
  const { complete } = await decided('bob', 'mallory');
  expect(await codeOf(complete('mallory'))).toBe('CONFIRMATION_REFUSED');
  expect(await codeOf(complete('bob'))).toBe('CONNECT_SESSION_UNKNOWN');
});

it('an end user who was forgotten since is answered with no one’s data', async () => {
  const session = await createFor(host, 'carol');
  const { code } = await codeFor(app, session);
  const complete = () =>
    codeOf(host.service.connectSessions.complete.mutate({ id: session.id, code, signedInEndUserId: 'carol' }));
  expect(await complete()).toBe('ok');
  await host.service.endUsers.forget.mutate({ endUserId: 'carol' });
  expect(await complete()).toBe('CONNECT_SESSION_UNKNOWN');
});
