import { type OUTGOING_EVENT_TYPES, outgoingEventSchema } from '@patchbay/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  aHost,
  approved,
  codeFor,
  connectCodeOf,
  createFor,
  EndUserBrowser,
  type Host,
  leftUpstream,
} from '../../../test/support/connect-session.ts';
import { executeSql } from '../../../test/support/execute-sql.ts';
import { startReceiver, type Receiver } from '../../../test/support/receiver.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf } from '../../../test/support/test-browser.ts';

/** What a customer's back end is told of the sessions and end users it made. */
let app: TestApp;
let host: Host;
let receiver: Receiver;
let user = '';
let users = 0;

beforeAll(async () => {
  app = await startTestApp({ env: { ALLOW_PRIVATE_ENDPOINTS: true } });
});
afterAll(() => app[Symbol.asyncDispose]());

const TYPES = ['connect_session.completed', 'connect_session.failed', 'end_user.forgotten'] as const;

beforeEach(async () => {
  host = await aHost(app, `https://acme-${users}.example`);
  receiver = await startReceiver();
  user = `user-${users++}`;
  await host.admin.trpc.endpoints.create.mutate({
    url: receiver.url,
    types: [...TYPES, 'connection.connected', 'connection.reconnected', 'connection.attempt_failed'],
  });
  return () => receiver[Symbol.asyncDispose]();
});

interface Told {
  type: (typeof OUTGOING_EVENT_TYPES)[number];
  data: Record<string, unknown>;
}

/** The bodies that were delivered, each as the catalog describes it. */
async function told(): Promise<Told[]> {
  await app.runJobs();
  const bodies = receiver.received.map(({ body }) => JSON.parse(body) as Told);
  for (const body of bodies) expect(z.strictObject(outgoingEventSchema(body.type).shape).parse(body)).toEqual(body);
  return bodies;
}

const ofSessions = async () => (await told()).filter(({ type }) => !type.startsWith('connection.'));
const complete = (id: string, code: string, signedInEndUserId = user) =>
  codeOf(host.service.connectSessions.complete.mutate({ id, code, signedInEndUserId }));

describe('connect_session.completed', () => {
  it('names the session, the end user, and the connection with its label and tags, after the connection’s own event', async () => {
    const session = await createFor(host, user, { label: 'Work', tags: { team: 'blue' } });
    const { code, connectionId } = await codeFor(app, session);
    expect(await ofSessions()).toEqual([]);
    expect(await complete(session.id, code)).toBe('ok');
    const bodies = await told();
    expect(bodies.map(({ type }) => type)).toEqual(['connection.connected', 'connect_session.completed']);
    expect(bodies[1]?.data).toEqual({
      workspace: { id: host.workspaceId, externalId: null },
      connectSession: { id: session.id },
      endUser: { id: user },
      connection: { id: connectionId, app: 'slack', label: 'Work', endUserId: user, tags: { team: 'blue' } },
      actor: expect.objectContaining({ kind: 'service' }),
    });
    // A repetition gets the first result, and is not told again.
    expect(await complete(session.id, code)).toBe('ok');
    expect(await ofSessions()).toHaveLength(1);
  });

  it('is told of each reconnect too', async () => {
    const first = await createFor(host, user);
    const { code, connectionId } = await codeFor(app, first);
    await complete(first.id, code);
    const again = await createFor(host, user, { connectionId });
    const browser = new EndUserBrowser(app);
    await browser.open(again);
    const { flow } = await browser.window(again, { connectionId, action: 'connect' });
    const { redirectUrl } = await browser.connect('authorize', { flowId: flow.id, handOver: 'message' });
    const { data } = await browser.returnFrom(approved(app, { redirectUrl: redirectUrl ?? '' }));
    await complete(again.id, data?.handOver?.code ?? '');
    expect((await told()).map(({ type }) => type)).toEqual([
      'connection.connected',
      'connect_session.completed',
      'connection.reconnected',
      'connect_session.completed',
    ]);
  });
});

describe('connect_session.failed', () => {
  const failed = async () =>
    (await ofSessions()).map(({ type, data }) => [type, (data['reason'] as { code: string } | null)?.code]);

  it('is told when another person is signed in', async () => {
    const session = await createFor(host, user);
    const { code } = await codeFor(app, session);
    expect(await complete(session.id, code, 'someone-else')).toBe('CONFIRMATION_REFUSED');
    expect(await failed()).toEqual([['connect_session.failed', 'wrong_person']]);
  });

  it('is told when nothing confirms it in time', async () => {
    const session = await createFor(host, user);
    await codeFor(app, session);
    app.clock.advance(2 * 60_000 + 1);
    await app.runJobs({ early: true });
    expect(await failed()).toEqual([['connect_session.failed', 'confirmation_missing']]);
  });

  it('is told when the end user declines at the provider', async () => {
    const session = await createFor(host, user);
    const browser = new EndUserBrowser(app);
    const { redirectUrl } = await browser.toProvider(session);
    await browser.returnFrom(app.sandbox.control.deny(redirectUrl.split('/').at(-1) ?? '') ?? '');
    expect(await failed()).toEqual([['connect_session.failed', 'denied']]);
  });

  it('is told when the session is ended in the middle, once', async () => {
    const session = await createFor(host, user);
    await codeFor(app, session);
    await host.service.connectSessions.end.mutate({ id: session.id });
    await host.service.connectSessions.end.mutate({ id: session.id });
    expect(await failed()).toEqual([['connect_session.failed', 'session_ended']]);
  });

  it('is told without a connection when the session is ended before it had one, and not of one that was completed', async () => {
    const [unused, used] = [await createFor(host, user), await createFor(host, user)];
    await complete(used.id, (await codeFor(app, used)).code);
    for (const { id } of [unused, used]) await host.service.connectSessions.end.mutate({ id });
    const events = await ofSessions();
    expect(events.map(({ type }) => type)).toEqual(['connect_session.completed', 'connect_session.failed']);
    expect(events[1]?.data).toMatchObject({ connectSession: { id: unused.id }, connection: null });
  });

  it('is not told when the same person goes on with another attempt', async () => {
    const session = await createFor(host, user);
    await new EndUserBrowser(app).toProvider(session);
    const { code } = await codeFor(app, await createFor(host, user));
    expect(code).not.toBe('');
    expect(await failed()).toEqual([]);
  });

  it('names the connection as it was when it is removed in the middle', async () => {
    const session = await createFor(host, user, { label: 'Old' });
    const { connectionId } = await codeFor(app, session);
    await host.admin.trpc.connections.remove.mutate({ id: connectionId });
    const events = await ofSessions();
    expect(events.map(({ data }) => [data['reason'], data['connection']])).toEqual([
      [expect.objectContaining({ code: 'cancelled' }), expect.objectContaining({ id: connectionId, label: 'Old' })],
    ]);
  });
});

describe('end_user.forgotten', () => {
  it('is told once, with how many connections were released', async () => {
    for (const slug of ['slack', 'github']) {
      const session = await createFor(host, user);
      await complete(session.id, (await codeFor(app, session, slug)).code);
    }
    await host.service.endUsers.forget.mutate({ endUserId: user });
    await host.service.endUsers.forget.mutate({ endUserId: user });
    await leftUpstream(app);
    expect((await ofSessions()).filter(({ type }) => type === 'end_user.forgotten')).toMatchObject([
      { data: { endUser: { id: user }, connections: 2, actor: { kind: 'service' } } },
    ]);
  });

  it('is not told of an end user of whom nothing is known', async () => {
    await host.service.endUsers.forget.mutate({ endUserId: 'nothing-known' });
    expect(await told()).toEqual([]);
  });
});

it('an event that cannot be written keeps the confirmation from happening', async () => {
  const session = await createFor(host, user);
  const { code, connectionId } = await codeFor(app, session);
  const refuse = `alter table events add constraint refused check (type <> 'connect_session.completed') not valid`;
  await executeSql(app.deps.orm.em.fork(), refuse);
  try {
    expect(await complete(session.id, code)).not.toBe('ok');
    const { status } = await host.admin.trpc.connections.get.query({ id: connectionId });
    expect(status).toBe('pending');
  } finally {
    await executeSql(app.deps.orm.em.fork(), 'alter table events drop constraint refused');
  }
  expect(await complete(session.id, code)).toBe('ok');
  expect(await ofSessions()).toHaveLength(1);
});

it('a service does not learn of sessions of other workspaces', async () => {
  const other = await aHost(app, 'https://other.example');
  const session = await createFor(other, user);
  await codeFor(app, session);
  await other.service.connectSessions.end.mutate({ id: session.id });
  expect(await told()).toEqual([]);
  expect(await connectCodeOf(new EndUserBrowser(app).open(session))).not.toBe('ok');
});
