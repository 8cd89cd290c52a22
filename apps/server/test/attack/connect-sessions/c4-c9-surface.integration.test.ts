import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  approved,
  aHost,
  codeFor,
  connectCodeOf,
  createFor,
  EndUserBrowser,
  type Host,
  leftUpstream,
} from '../../support/connect-session.ts';
import { executeSql } from '../../support/execute-sql.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { codeOf } from '../../support/test-browser.ts';
import { newService, testService } from '../../support/test-service.ts';

/** C4 to C9, as far as no real browser is needed. */
let app: TestApp;
let host: Host;

beforeAll(async () => {
  app = await startTestApp();
  host = await aHost(app);
});
afterAll(() => app[Symbol.asyncDispose]());

const CSP = 'content-security-policy';

describe('C4: the page', () => {
  it('can be framed by the session’s origins and by no other page; open, ended and unknown sessions look the same', async () => {
    const session = await createFor(host, 'u1');
    const ended = await createFor(host, 'u1');
    await host.service.connectSessions.end.mutate({ id: ended.id });
    const plain = await createFor(host, 'u1', { origins: undefined });
    const pages = await Promise.all(
      [session.id, ended.id, plain.id, 'A'.repeat(22)].map((id) => fetch(`${app.url}/connect/${id}`)),
    );
    const bodies = await Promise.all(pages.map((page) => page.text()));
    expect(new Set(bodies).size).toBe(1);
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const framing = pages.map(({ headers }) => /frame-ancestors ([^;]+)/.exec(headers.get(CSP) ?? '')?.[1]);
    expect(framing).toEqual([host.origin, "'none'", "'none'", "'none'"]);
    for (const { headers } of pages) {
      expect(headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
      expect(headers.get('x-frame-options')).toBeNull();
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get(CSP)).toContain("require-trusted-types-for 'script'");
    }
  });

  it('every other page stays as it was', async () => {
    const { headers } = await fetch(`${app.url}/healthz`);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin-allow-popups');
    expect(headers.get(CSP)).toContain("frame-ancestors 'none'");
  });

  it('calls from origins that are not the session’s are refused, and “null” is never one', async () => {
    const session = await createFor(host, 'u1');
    const browser = new EndUserBrowser(app);
    for (const origin of ['https://evil.example', 'https://acme.example.evil.example', 'null']) {
      const open = browser.connect('open', { id: session.id, token: session.token, as: 'headless' }, { origin });
      expect(await connectCodeOf(open)).toBe('ORIGIN_FOREIGN');
    }
    const { access } = await browser.connect(
      'open',
      { id: session.id, token: session.token, as: 'headless' },
      { origin: host.origin },
    );
    const bearer = { authorization: `Bearer ${access?.token}` };
    expect(await connectCodeOf(browser.connect('apps', {}, { ...bearer, origin: host.origin }))).toBe('ok');
    expect(await connectCodeOf(browser.connect('apps', {}, { ...bearer, origin: 'https://evil.example' }))).toBe(
      'ORIGIN_FOREIGN',
    );
  });
});

describe('C5: refused when a session is created', () => {
  it.each([
    ['another host', 'https://evil.example/connected'],
    ['a look-alike', 'https://acme.example.evil.example/connected'],
    ['a homograph', 'https://аcme.example/connected'],
    ['another path', 'https://acme.example/redirect?to=https://evil.example'],
    ['a path below', 'https://acme.example/connected/more'],
    ['a path by dots', 'https://acme.example/x/../connected'],
    ['another port', 'https://acme.example:8443/connected'],
    ['another scheme', 'http://acme.example/connected'],
    ['a user', 'https://acme.example@evil.example/connected'],
    ['a user of the host', 'https://me@acme.example/connected'],
    ['a backslash', 'https://acme.example\\@evil.example/connected'],
    ['a fragment', 'https://acme.example/connected#x'],
    ['our own parameters', 'https://acme.example/connected?patchbay_code=1'],
    ['a script', 'javascript:alert(1)'],
    ['upper case', 'HTTPS://ACME.example/connected'],
    ['a blank', ' https://acme.example/connected'],
  ])('a return URL with %s', async (_, returnUrl) => {
    expect(await codeOf(createFor(host, 'u1', { returnUrl }))).toBe('INPUT_INVALID');
  });

  it.each([
    'https://evil.example',
    'https://acme.example/',
    'https://acme.example:444',
    'http://acme.example',
    'null',
    '*',
    'https://*.example',
  ])('the origin %s', async (origin) => {
    expect(await codeOf(createFor(host, 'u1', { origins: [origin] }))).toBe('INPUT_INVALID');
  });

  it.each(['http://plain.example', 'ftp://files.example', 'https://me@user.example', 'https://path.example/x', 'null'])(
    'a host at %s is not added',
    async (origin) => {
      const added = host.admin.trpc.connectHosts.add.mutate({ origin, returnUrls: [`${origin}/connected`] });
      expect(await codeOf(added)).toBe('INPUT_INVALID');
    },
  );

  it.each(['', ' ', 'undefined', 'null', 'NaN', '[object Object]', 'x'.repeat(257), 'a\0b'])(
    'the end user %j',
    async (id) => {
      // Without a name, which would be refused for its own sake.
      expect(await codeOf(createFor(host, id, { endUser: { id } }))).toBe('INPUT_INVALID');
    },
  );

  it('keeps the query of a return URL, and adds the result to it', async () => {
    const session = await createFor(host, 'query', { returnUrl: `${host.returnUrl}?tab=apps` });
    const browser = new EndUserBrowser(app);
    const at = await browser.toProvider(session, 'slack', 'redirect');
    const { location, status } = await browser.returnFrom(approved(app, at));
    expect(status).toBe(303);
    const url = new URL(location ?? '');
    expect(`${url.origin}${url.pathname}`).toBe(host.returnUrl);
    expect([...url.searchParams.keys()]).toEqual(['tab', 'patchbay_session', 'patchbay_code']);
    const code = url.searchParams.get('patchbay_code') ?? '';
    const done = host.service.connectSessions.complete.mutate({ id: session.id, code, signedInEndUserId: 'query' });
    expect(await codeOf(done)).toBe('ok');
  });

  it('no session without an approved host, or by a person', async () => {
    const admin = await app.person('New');
    const service = await newService(admin, ['connect-sessions:write']);
    const { host: pending } = await admin.trpc.connectHosts.add.mutate({
      origin: 'https://new.example',
      returnUrls: ['https://new.example/back'],
    });
    expect(pending.status).toBe('pending');
    const wanted = { endUser: { id: 'u1' }, returnUrl: 'https://new.example/back' };
    expect(await codeOf(service.connectSessions.create.mutate(wanted))).toBe('INPUT_INVALID');
    expect(await codeOf(admin.trpc.connectSessions.create.mutate(wanted))).toBe('SERVICES_ONLY');
    expect(await codeOf(admin.trpc.connectHosts.approve.mutate({ id: pending.id }))).toBe('INSTALLATION_ADMIN_ONLY');
  });
});

describe('C6: in the middle', () => {
  it('the session is ended: what was open ends with the reason, whatever its step, and no code works', async () => {
    const session = await createFor(host, 'ended');
    const { code, connectionId } = await codeFor(app, session);
    await host.service.connectSessions.end.mutate({ id: session.id });
    const late = host.service.connectSessions.complete.mutate({ id: session.id, code, signedInEndUserId: 'ended' });
    expect(await codeOf(late)).toBe('CONNECT_SESSION_UNKNOWN');
    const view = await host.admin.trpc.connections.get.query({ id: connectionId });
    expect(view).toMatchObject({ status: 'added', reason: { code: 'session_ended' }, account: null });
  });

  it('the session is ended and the process dies before what is open in it ends: no code works, and the next try ends it', async () => {
    const session = await createFor(host, 'died');
    const { code, connectionId } = await codeFor(app, session);
    const em = app.deps.orm.em.fork();
    await executeSql(em, 'update connect_sessions set ended_at = $1 where id = $2', [app.clock.now(), session.id]);
    const late = host.service.connectSessions.complete.mutate({ id: session.id, code, signedInEndUserId: 'died' });
    expect(await codeOf(late)).toBe('CONNECT_SESSION_UNKNOWN');
    await host.service.connectSessions.end.mutate({ id: session.id });
    const view = await host.admin.trpc.connections.get.query({ id: connectionId });
    expect(view).toMatchObject({ status: 'added', reason: { code: 'session_ended' } });
  });

  it('the session expires: its page and its windows end, and what has not come back', async () => {
    const session = await createFor(host, 'expired', { expiresInSeconds: 60 });
    const browser = new EndUserBrowser(app);
    const at = await browser.toProvider(session);
    app.clock.advance(60_001);
    expect(await connectCodeOf(browser.connect('apps', {}, { 'x-patchbay-connect': session.id }))).toBe(
      'CONNECT_SESSION_ENDED',
    );
    const { data } = await browser.returnFrom(approved(app, at));
    expect(data).toMatchObject({ outcome: 'lapsed', handOver: null });
    await app.runJobs({ early: true });
    expect((await host.admin.trpc.connections.get.query({ id: at.connectionId })).status).toBe('added');
  });
});

describe('C7: an end user', () => {
  it('asks for another’s connection as for an unknown one, and for nothing else at all', async () => {
    const { connectionId } = await codeFor(app, await createFor(host, 'owner'));
    const session = await createFor(host, 'curious');
    const browser = new EndUserBrowser(app);
    await browser.open(session);
    const own = { 'x-patchbay-connect': session.id };
    for (const id of [connectionId, crypto.randomUUID()]) {
      expect(await connectCodeOf(browser.connect('start', { connectionId: id }, own))).toBe('CONNECTION_UNKNOWN');
      expect(await connectCodeOf(browser.connect('cancel', { connectionId: id }, own))).toBe('CONNECTION_UNKNOWN');
      expect(await connectCodeOf(browser.connect('refresh', { connectionId: id }, own))).toBe('CONNECTION_UNKNOWN');
      expect(await codeOf(createFor(host, 'curious', { connectionId: id }))).toBe('CONNECTION_UNKNOWN');
    }
    expect((await browser.connect('connections', undefined, own)).items).toEqual([]);
    expect(await codeOf(browser.trpc.connections.list.query())).toBe('UNAUTHENTICATED');
  });

  it('is offered only the session’s apps', async () => {
    const session = await createFor(host, 'few', { apps: ['slack'] });
    const browser = new EndUserBrowser(app);
    await browser.open(session);
    const own = { 'x-patchbay-connect': session.id };
    expect((await browser.connect('apps', {}, own)).items.map(({ slug }) => slug)).toEqual(['slack']);
    expect(await connectCodeOf(browser.connect('start', { app: 'gmail' }, own))).toBe('APP_UNKNOWN');
  });

  it('with two credentials is told so', async () => {
    const session = await createFor(host, 'two');
    const browser = new EndUserBrowser(app);
    await browser.open(session);
    const both = { 'x-patchbay-connect': session.id, authorization: `Bearer pbc_${session.id}.${'A'.repeat(43)}` };
    expect(await connectCodeOf(browser.connect('apps', {}, both))).toBe('CREDENTIALS_AMBIGUOUS');
  });

  it('has a connection that no member can connect to an account of their own', async () => {
    const { connectionId } = await codeFor(app, await createFor(host, 'theirs'));
    expect(await codeOf(host.admin.trpc.connections.connect.mutate({ id: connectionId }))).toBe(
      'CONNECTION_OF_END_USER',
    );
  });
});

it('C8: after 300 openings in one browser, the member is signed in and the last ones work', async () => {
  const browser = new EndUserBrowser(app);
  for (const [name, value] of host.admin.cookies) browser.cookies.set(name, value);
  const sessions = [];
  for (let count = 0; count < 300; count += 1) {
    const session = await createFor(host, `many ${count}`);
    sessions.push(session);
    await browser.open(session);
  }
  const held = [...browser.cookies.keys()].filter((name) => name.startsWith('patchbay-connect-'));
  expect(held).toHaveLength(8);
  for (const { id } of sessions.slice(-8)) {
    expect(await connectCodeOf(browser.connect('session', undefined, { 'x-patchbay-connect': id }))).toBe('ok');
  }
  expect((await browser.trpc.session.get.query()).user?.id).toBe(host.admin.user.id);
}, 120_000);

it('C9: neither token, ticket, nonce nor code is in a log, the history or a list', async () => {
  const session = await createFor(host, 'quiet');
  const browser = new EndUserBrowser(app);
  await browser.open(session);
  const own = { 'x-patchbay-connect': session.id };
  const { ticket } = await browser.connect('start', { app: 'slack' }, own);
  const { flow } = await browser.connect('redeem', { ticket });
  const { redirectUrl } = await browser.connect('authorize', { flowId: flow.id, handOver: 'redirect' });
  const address = approved(app, { redirectUrl: redirectUrl ?? '' });
  const nonce = new URL(address).searchParams.get('nonce') ?? 'missing';
  const { location } = await browser.returnFrom(address);
  const code = new URL(location ?? '').searchParams.get('patchbay_code') ?? 'missing';
  await host.service.connectSessions.complete.mutate({ id: session.id, code, signedInEndUserId: 'quiet' });
  const seen = JSON.stringify([
    app.logged,
    await host.admin.trpc.connectSessions.list.query(),
    await host.admin.trpc.connections.history.query({ id: flow.connectionId }),
    await browser.connect('flow', { flowId: flow.id }, own),
  ]);
  for (const secret of [session.token, ticket, nonce, code]) expect(seen).not.toContain(secret);
});

it('a forgotten end user has no connection, session or name here any more', async () => {
  const session = await createFor(host, 'gone-user');
  const { code, connectionId } = await codeFor(app, session);
  await host.service.connectSessions.complete.mutate({ id: session.id, code, signedInEndUserId: 'gone-user' });
  const forgotten = await host.service.endUsers.forget.mutate({ endUserId: 'gone-user' });
  expect(forgotten).toMatchObject({
    connections: [{ id: connectionId, app: 'slack', release: 'if_unused' }],
    sessions: 1,
  });
  expect(forgotten.historyEntries).toBeGreaterThan(0);
  const rows = await host.admin.trpc.connections.history.query({ id: connectionId });
  const sessions = await host.admin.trpc.connectSessions.list.query({ limit: 100 });
  expect(JSON.stringify([rows, sessions])).not.toContain('gone-user');
  expect(await host.service.endUsers.forget.mutate({ endUserId: 'gone-user' })).toMatchObject({
    connections: [],
    sessions: 0,
  });
  await leftUpstream(app);
});

it('C6: a key is revoked, and its sessions with it where the admin says so; a rotation ends none', async () => {
  const { key, token } = await host.admin.trpc.serviceKeys.create.mutate({
    name: 'Stolen',
    scopes: ['connect-sessions:write'],
  });
  const service = testService({ url: app.url, token, workspaceId: host.workspaceId });
  const pending = async (endUserId: string) => {
    const session = await createFor({ ...host, service }, endUserId);
    return { session, ...(await codeFor(app, session)) };
  };
  const [one, two] = [await pending('one'), await pending('two')];
  const complete = ({ session, code }: typeof one, signedInEndUserId: string) =>
    codeOf(host.service.connectSessions.complete.mutate({ id: session.id, code, signedInEndUserId }));
  await host.admin.trpc.serviceKeys.rotate.mutate({ id: key.id });
  await app.runJobs();
  expect(await complete(one, 'one')).toBe('ok');
  await host.admin.trpc.serviceKeys.revoke.mutate({ id: key.id, endSessions: true });
  await app.runJobs();
  expect(await complete(two, 'two')).toBe('CONNECT_SESSION_UNKNOWN');
  const view = await host.admin.trpc.connections.get.query({ id: two.connectionId });
  expect(view).toMatchObject({ status: 'added', reason: { code: 'session_ended' } });
});
