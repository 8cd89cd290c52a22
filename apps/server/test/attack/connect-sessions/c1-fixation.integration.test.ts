import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  approved,
  aHost,
  browserProof,
  codeFor,
  connectCodeOf,
  type Created,
  createFor,
  EndUserBrowser,
  type Host,
} from '../../support/connect-session.ts';
import { linkToken } from '../../support/connect.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { codeOf } from '../../support/test-browser.ts';

/**
 * C1: Alice, a user of the host, gets Victor, another one, to connect his account where hers belongs. Nothing may be active, his
 * account is deleted at the provider, and the history says so.
 */
let app: TestApp;
let host: Host;
let victor: EndUserBrowser;

beforeAll(async () => {
  app = await startTestApp();
});
beforeEach(async () => {
  host = await aHost(app, `https://acme-${crypto.randomUUID()}.example`);
  victor = new EndUserBrowser(app);
});
afterAll(() => app[Symbol.asyncDispose]());

async function standing(connectionId: string) {
  await app.runJobs();
  const view = await host.admin.trpc.connections.get.query({ id: connectionId });
  const { items } = await host.admin.trpc.connections.history.query({ id: connectionId });
  return { status: view.status, reason: view.reason?.code ?? null, account: view.account, last: items[0]?.event };
}

const upstreamOf = (redirectUrl: string) =>
  app.sandbox.control.accounts().find((account) => account.linkToken === linkToken(redirectUrl));

it('an end user connects, and the connection is active once the host confirms who is signed in', async () => {
  const session = await createFor(host, 'alice', { tags: { plan: 'pro' } });
  const given = await codeFor(app, session);
  const { connection } = await host.service.connectSessions.complete.mutate({
    id: session.id,
    code: given.code,
    signedInEndUserId: 'alice',
  });
  expect(connection).toMatchObject({
    status: 'active',
    endUser: { id: 'alice', name: 'User alice', email: null },
    tags: { plan: 'pro' },
    connectedBy: { id: 'alice', name: 'User alice' },
  });
  const account = upstreamOf(given.redirectUrl);
  expect(account?.userId).toMatch(new RegExp(`^${host.workspaceId}\\.[0-9a-f]{32}$`));
  const { items } = await host.admin.trpc.connections.history.query({ id: connection.id });
  expect(items.toReversed().map(({ event, actor }) => `${event} ${actor.kind}`)).toEqual([
    'add end_user',
    'connect end_user',
    'returned provider',
    'confirmed service',
  ]);
});

it('nothing is active before the host confirms, whatever is refreshed, swept or waited for', async () => {
  const { connectionId } = await codeFor(app, await createFor(host, 'alice'));
  expect(await standing(connectionId)).toMatchObject({ status: 'pending', account: null });
  await host.admin.trpc.connections.refresh.mutate({ id: connectionId });
  await app.runJobs();
  expect(await standing(connectionId)).toMatchObject({ status: 'pending', account: null });
  app.clock.advance(2 * 60_000 + 1);
  await app.runJobs({ early: true });
  expect(await standing(connectionId)).toMatchObject({
    status: 'added',
    reason: 'confirmation_missing',
    account: null,
  });
});

describe('Alice sends Victor', () => {
  /** Victor finishes in his browser; the host says who is signed in there. */
  async function finished(
    session: Created,
    redirectUrl: string,
    { browser = victor, signedIn }: { browser?: EndUserBrowser; signedIn: string | null },
  ) {
    const { data } = await browser.returnFrom(app.sandbox.control.approve(linkToken(redirectUrl)) ?? '');
    const code = data?.handOver?.code ?? null;
    if (code === null || signedIn === null) return { outcome: data?.outcome ?? null, said: null };
    const call = host.service.connectSessions.complete.mutate({ id: session.id, code, signedInEndUserId: signedIn });
    return { outcome: data?.outcome ?? null, said: await codeOf(call) };
  }

  async function expectNothing(connectionId: string, redirectUrl: string, reason: string) {
    expect(await standing(connectionId)).toMatchObject({ status: 'added', reason, account: null });
    await app.runJobs({ early: true });
    expect(upstreamOf(redirectUrl)).toBeUndefined();
  }

  it('the unopened link, and he is signed in at the host as himself', async () => {
    const session = await createFor(host, 'alice');
    const at = await victor.toProvider(session);
    expect(await finished(session, at.redirectUrl, { signedIn: 'victor' })).toEqual({
      outcome: 'confirming',
      said: 'CONFIRMATION_REFUSED',
    });
    await expectNothing(at.connectionId, at.redirectUrl, 'wrong_person');
  });

  it('the unopened link, and he is signed out at the host: nothing can confirm it', async () => {
    const session = await createFor(host, 'alice');
    const at = await victor.toProvider(session);
    expect(await finished(session, at.redirectUrl, { signedIn: null })).toMatchObject({ outcome: 'confirming' });
    app.clock.advance(2 * 60_000 + 1);
    await app.runJobs({ early: true });
    await expectNothing(at.connectionId, at.redirectUrl, 'confirmation_missing');
  });

  it('the unopened link, and has him signed in as her: her browser’s proof is missing in his', async () => {
    const session = await createFor(host, 'alice', { browserChallenge: browserProof().browserChallenge });
    const at = await victor.toProvider(session);
    expect(await finished(session, at.redirectUrl, { signedIn: 'alice' })).toMatchObject({
      said: 'CONFIRMATION_REFUSED',
    });
    await expectNothing(at.connectionId, at.redirectUrl, 'wrong_person');
  });

  it('the link after she opened it: his browser is told so', async () => {
    const session = await createFor(host, 'alice');
    await new EndUserBrowser(app).open(session);
    expect(await connectCodeOf(victor.open(session))).toBe('CONNECT_SESSION_OPENED');
  });

  it('the ticket, caught: his window is one like any other', async () => {
    const session = await createFor(host, 'alice');
    const alice = new EndUserBrowser(app);
    await alice.open(session);
    const { ticket } = await alice.connect('start', { app: 'slack' }, { 'x-patchbay-connect': session.id });
    const { flow } = await victor.connect('redeem', { ticket });
    const { redirectUrl } = await victor.connect('authorize', { flowId: flow.id, handOver: 'message' });
    expect(await finished(session, redirectUrl ?? '', { signedIn: 'victor' })).toMatchObject({
      said: 'CONFIRMATION_REFUSED',
    });
    await expectNothing(flow.connectionId, redirectUrl ?? '', 'wrong_person');
    expect(await connectCodeOf(alice.connect('redeem', { ticket }))).toBe('CONNECT_FLOW_UNKNOWN');
  });

  it('the provider’s address: his browser is not the window’s, and there is no code', async () => {
    const session = await createFor(host, 'alice');
    const at = await new EndUserBrowser(app).toProvider(session);
    const { data, location } = await victor.returnFrom(approved(app, at));
    expect({ data, location }).toEqual({ data: null, location: `${app.deps.publicUrl}/return/wrong_browser` });
    await expectNothing(at.connectionId, at.redirectUrl, 'wrong_browser');
  });

  it('an address of a headless flow, which is the same one', async () => {
    const session = await createFor(host, 'alice');
    const page = new EndUserBrowser(app);
    const { access } = await page.connect(
      'open',
      { id: session.id, token: session.token, as: 'headless' },
      { origin: host.origin },
    );
    const bearer = { authorization: `Bearer ${access?.token}`, origin: host.origin };
    const { ticket } = await page.connect('start', { app: 'slack' }, bearer);
    const { flow } = await page.connect('redeem', { ticket, from: host.origin });
    const { redirectUrl } = await page.connect('authorize', { flowId: flow.id, handOver: 'message' });
    const { location } = await victor.returnFrom(app.sandbox.control.approve(linkToken(redirectUrl)) ?? '');
    expect(location).toContain('/return/wrong_browser');
    await expectNothing(flow.connectionId, redirectUrl ?? '', 'wrong_browser');
  });

  it('a window with a form for a key: his key ends nowhere', async () => {
    const session = await createFor(host, 'alice');
    await victor.open(session);
    const { flow, schemes } = await victor.window(session, { app: 'stripe' });
    const form = schemes.find(({ kind }) => kind === 'credentials');
    const credentials = Object.fromEntries((form?.fields ?? []).map(({ name }) => [name, `sk_test_${name}`]));
    const { handOver } = await victor.connect('enter', { flowId: flow.id, scheme: form?.scheme ?? '', credentials });
    const complete = (signedInEndUserId: string) =>
      codeOf(host.service.connectSessions.complete.mutate({ id: session.id, code: handOver.code, signedInEndUserId }));
    expect(await standing(flow.connectionId)).toMatchObject({ status: 'pending', account: null });
    expect(await complete('victor')).toBe('CONFIRMATION_REFUSED');
    expect(await complete('alice')).toBe('CONNECT_SESSION_UNKNOWN');
    expect(await standing(flow.connectionId)).toMatchObject({ status: 'added', reason: 'wrong_person', account: null });
  });
});
