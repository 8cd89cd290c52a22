import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  aHost,
  approved,
  codeFor,
  createFor,
  EndUserBrowser,
  type Host,
  leftUpstream,
} from '../../support/connect-session.ts';
import { linkToken } from '../../support/connect.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { codeOf } from '../../support/test-browser.ts';

/** C1 for what makes a connection active without a first authorization: a reconnect, and an app without authentication. */
let app: TestApp;
let host: Host;

beforeAll(async () => {
  app = await startTestApp({ env: { ACTIVATION_POLICY: 'recoverable' } });
  host = await aHost(app);
});
afterAll(() => app[Symbol.asyncDispose]());

const ADA = { name: 'Ada', email: 'ada@example.com' };
const MALLORY = { name: 'Mallory', email: 'mallory@example.com' };

const complete = (id: string, code: string, signedInEndUserId: string) =>
  codeOf(host.service.connectSessions.complete.mutate({ id, code, signedInEndUserId }));
const get = (id: string) => host.admin.trpc.connections.get.query({ id });
const eventsOf = async (id: string) =>
  (await host.admin.trpc.connections.history.query({ id })).items.toReversed().map(({ event }) => event);

describe('an app without authentication', () => {
  /** Up to the code, which the window has at once. */
  async function begun(endUserId: string) {
    const session = await createFor(host, endUserId);
    const browser = new EndUserBrowser(app);
    await browser.open(session);
    const { flow } = await browser.window(session, { app: 'hackernews' });
    const { redirectUrl, handOver } = await browser.connect('authorize', { flowId: flow.id, handOver: 'message' });
    if (!handOver) throw new Error(`no code, but ${redirectUrl}`);
    return { session, connectionId: flow.connectionId, code: handOver.code };
  }

  it('is active when the host confirms who is signed in, and not before', async () => {
    const { session, connectionId, code } = await begun('open-1');
    await host.admin.trpc.connections.refresh.mutate({ id: connectionId });
    await app.runJobs();
    expect(await get(connectionId)).toMatchObject({ status: 'pending' });
    expect(await complete(session.id, code, 'open-1')).toBe('ok');
    expect(await get(connectionId)).toMatchObject({ status: 'active', endUser: { id: 'open-1' } });
    expect(await eventsOf(connectionId)).toEqual(['add', 'connect', 'returned', 'confirmed']);
  });

  it('is not connected by a link that was passed on', async () => {
    const { session, connectionId, code } = await begun('open-2');
    expect(await complete(session.id, code, 'victor')).toBe('CONFIRMATION_REFUSED');
    expect(await complete(session.id, code, 'open-2')).toBe('CONNECT_SESSION_UNKNOWN');
    expect(await get(connectionId)).toMatchObject({ status: 'added', reason: { code: 'wrong_person' } });
  });

  it('is not connected where nothing confirms it', async () => {
    const { session, connectionId, code } = await begun('open-3');
    app.clock.advance(2 * 60_000);
    expect(await complete(session.id, code, 'open-3')).toBe('CONNECT_SESSION_UNKNOWN');
    await app.runJobs({ early: true });
    expect(await get(connectionId)).toMatchObject({ status: 'added', reason: { code: 'confirmation_missing' } });
  });
});

describe('a reconnect in a session', () => {
  async function connectedAs(endUserId: string) {
    const session = await createFor(host, endUserId);
    const given = await codeFor(app, session);
    expect(await complete(session.id, given.code, endUserId)).toBe('ok');
    return { id: given.connectionId, account: (await get(given.connectionId)).account };
  }

  /** In another session, by someone who approves at the provider. */
  async function again(endUserId: string, connectionId: string, as?: typeof ADA) {
    const session = await createFor(host, endUserId, { connectionId });
    const browser = new EndUserBrowser(app);
    await browser.open(session);
    const { flow } = await browser.window(session, { connectionId });
    const { redirectUrl } = await browser.connect('authorize', { flowId: flow.id, handOver: 'message' });
    const { data } = await browser.returnFrom(app.sandbox.control.approve(linkToken(redirectUrl), as) ?? '');
    return { session, outcome: data?.outcome, code: data?.handOver?.code ?? '' };
  }

  it('uses the account of before until it is confirmed, and then the new one; the old one is deleted', async () => {
    const before = await connectedAs('re-1');
    const { session, code } = await again('re-1', before.id);
    await host.admin.trpc.connections.refresh.mutate({ id: before.id });
    await app.runJobs();
    expect(await get(before.id)).toMatchObject({ status: 'active', account: before.account });
    expect(await complete(session.id, code, 're-1')).toBe('ok');
    const after = await get(before.id);
    expect(after.account?.id).not.toBe(before.account?.id);
    const left = await leftUpstream(app);
    expect(left).toContain(after.account?.id);
    expect(left).not.toContain(before.account?.id);
  });

  it('by someone else who got the link changes nothing, and their account is deleted', async () => {
    const before = await connectedAs('re-2');
    const { session, code } = await again('re-2', before.id);
    expect(await complete(session.id, code, 'victor')).toBe('CONFIRMATION_REFUSED');
    expect(await get(before.id)).toMatchObject({ status: 'active', account: before.account });
    const left = await leftUpstream(app);
    expect(left).toContain(before.account?.id);
    expect((await get(before.id)).attempt).toBeNull();
    expect(left.filter((id) => app.sandbox.control.account(id)?.userId === upstreamUser(before.account?.id))).toEqual([
      before.account?.id,
    ]);
  });

  it('with another person’s account at the app gives no code at all', async () => {
    const before = await connectedAs('re-3');
    const { outcome, code } = await again('re-3', before.id, MALLORY);
    expect({ outcome, code }).toEqual({ outcome: 'wrong_account', code: '' });
    expect(await get(before.id)).toMatchObject({
      status: 'active',
      account: before.account,
      reason: { code: 'wrong_account' },
    });
    expect(await leftUpstream(app)).toContain(before.account?.id);
  });

  const upstreamUser = (accountId = '') => app.sandbox.control.account(accountId)?.userId;
});

describe('on an installation that recovers attempts without a return', () => {
  it('an end user’s is not recovered: approved by someone who did not come back, it ends', async () => {
    const at = await new EndUserBrowser(app).toProvider(await createFor(host, 'unreturned'));
    approved(app, at);
    await host.admin.trpc.connections.refresh.mutate({ id: at.connectionId });
    app.clock.advance(2 * 60_000);
    await app.runJobs();
    await host.admin.trpc.connections.refresh.mutate({ id: at.connectionId });
    expect(await get(at.connectionId)).toMatchObject({ status: 'pending', account: null });
    expect(await eventsOf(at.connectionId)).toEqual(['add', 'connect', 'approved']);
    app.clock.advance(10 * 60_000);
    await app.runJobs({ early: true });
    expect(await get(at.connectionId)).toMatchObject({ status: 'added', reason: { code: 'return_missing' } });
  });
});
