import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  aHost,
  approved,
  codeFor,
  connectCodeOf,
  type Created,
  createFor,
  EndUserBrowser,
  type Host,
} from '../../support/connect-session.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { codeOf } from '../../support/test-browser.ts';

/** C4, C7 and C8: what each credential of a session opens, for how long, from which page, and nothing else. */
let app: TestApp;
let host: Host;
let session: Created;
let browser: EndUserBrowser;

beforeAll(async () => {
  app = await startTestApp();
  host = await aHost(app);
});
afterAll(() => app[Symbol.asyncDispose]());
beforeEach(async () => {
  session = await createFor(host, crypto.randomUUID());
  browser = new EndUserBrowser(app);
});

const EVIL = 'https://evil.example';
const inSession = ({ id }: Created) => ({ 'x-patchbay-connect': id });
const bearer = (token: string | undefined) => ({ authorization: `Bearer ${token}`, origin: host.origin });

/** Opens it on the host's own page. */
async function headless({ id, token }: Created = session): Promise<string> {
  const { access } = await browser.connect('open', { id, token, as: 'headless' }, { origin: host.origin });
  return access?.token ?? '';
}

async function ticketFor(created = session, app_ = 'slack'): Promise<string> {
  await browser.open(created);
  return (await browser.connect('start', { app: app_ }, inSession(created))).ticket;
}

async function flowIn(created = session): Promise<string> {
  return (await browser.connect('redeem', { ticket: await ticketFor(created) })).flow.id;
}

const authorize = (flowId: string, headers = {}, by = browser) =>
  connectCodeOf(by.connect('authorize', { flowId, handOver: 'message' }, headers));
const redeem = (ticket: string, more: { from?: string } = {}) =>
  connectCodeOf(browser.connect('redeem', { ticket, ...more }));

describe('the link', () => {
  const open = (more: object, headers = {}) =>
    connectCodeOf(browser.connect('open', { id: session.id, token: session.token, as: 'page', ...more }, headers));

  it('with the token of another session, or a random one, is as unknown as a random id', async () => {
    const other = await createFor(host, 'other');
    for (const wrong of [{ token: other.token }, { token: 'A'.repeat(43) }, { id: 'A'.repeat(22) }]) {
      expect(await open(wrong)).toBe('CONNECT_SESSION_UNKNOWN');
    }
    expect(await open({})).toBe('ok');
  });

  it('is opened by our page from our origin, and headless from one of the session’s, and in no frame without one', async () => {
    expect(await open({ as: 'page' }, { origin: EVIL })).toBe('ORIGIN_FOREIGN');
    expect(await open({ as: 'page' }, { origin: host.origin })).toBe('ORIGIN_FOREIGN');
    expect(await open({ as: 'frame' }, { origin: host.origin })).toBe('ORIGIN_FOREIGN');
    expect(await open({ as: 'headless' }, { origin: app.deps.publicUrl })).toBe('ORIGIN_FOREIGN');
    const unframed = await createFor(host, 'unframed', { origins: undefined });
    expect(await open({ id: unframed.id, token: unframed.token, as: 'frame' })).toBe('ORIGIN_FOREIGN');
  });

  it('of an ended or expired session opens nothing', async () => {
    await host.service.connectSessions.end.mutate({ id: session.id });
    expect(await open({})).toBe('CONNECT_SESSION_ENDED');
    session = await createFor(host, 'short', { expiresInSeconds: 60 });
    app.clock.advance(60_000);
    expect(await open({})).toBe('CONNECT_SESSION_ENDED');
  });

  it('of a workspace that was deleted opens nothing, and what it had opened is over', async () => {
    const gone = await aHost(app, 'https://gone.example');
    const [opened, unopened] = [await createFor(gone, 'u1'), await createFor(gone, 'u2')];
    await browser.open(opened);
    const name = (await gone.admin.trpc.session.get.query()).workspace?.name ?? '';
    await gone.admin.trpc.workspaces.delete.mutate({ name });
    expect(await open({ id: unopened.id, token: unopened.token })).toMatch(/^CONNECT_SESSION_(ENDED|UNKNOWN)$/);
    expect(await connectCodeOf(browser.connect('apps', {}, inSession(opened)))).toMatch(
      /^CONNECT_SESSION_(ENDED|UNKNOWN)$/,
    );
  });

  it('opened again in a browser with another session’s cookie is told so', async () => {
    await browser.open(session);
    const [other, theirs] = [await createFor(host, 'other'), new EndUserBrowser(app)];
    await theirs.open(other);
    for (const [name, value] of theirs.cookies) theirs.cookies.set(name.replace(other.id, session.id), value);
    expect(await connectCodeOf(theirs.open(session))).toBe('CONNECT_SESSION_OPENED');
    expect(await connectCodeOf(theirs.connect('apps', {}, inSession(session)))).toBe('CONNECT_SESSION_UNKNOWN');
  });
});

describe('an access token', () => {
  const apps = (token: string) => connectCodeOf(browser.connect('apps', {}, bearer(token)));

  it('is valid for 15 minutes, and the one before a renewal for 30 seconds more', async () => {
    session = await createFor(host, 'long', { expiresInSeconds: 3_600 });
    const first = await headless();
    app.clock.advance(14 * 60_000);
    const { access } = await browser.connect('renew', undefined, bearer(first));
    expect([await apps(first), await apps(access.token)]).toEqual(['ok', 'ok']);
    app.clock.advance(30_000);
    expect([await apps(first), await apps(access.token)]).toEqual(['CONNECT_SESSION_UNKNOWN', 'ok']);
    app.clock.advance(15 * 60_000);
    expect(await apps(access.token)).toBe('CONNECT_SESSION_UNKNOWN');
  });

  it('of 20 renewals at once is replaced once by each answer that counts: the last one works, and no third', async () => {
    const first = await headless();
    const calls = Array.from({ length: 20 }, () => browser.connect('renew', undefined, bearer(first)));
    const answers = await Promise.allSettled(calls);
    const given = answers.flatMap((each) => (each.status === 'fulfilled' ? [each.value.access.token] : []));
    const valid = (await Promise.all([first, ...given].map(apps))).filter((code) => code === 'ok');
    expect(given.length).toBeGreaterThan(0);
    // After the second renewal, the token that all of them came with is worth nothing.
    expect(given.length).toBeLessThanOrEqual(2);
    expect(valid.length).toBeLessThanOrEqual(2);
  });

  it('is no cookie, and a cookie’s value is no access token', async () => {
    const token = await headless();
    const thief = new EndUserBrowser(app);
    thief.cookies.set(`patchbay-connect-${session.id}`, token.split('.')[1] ?? '');
    expect(await connectCodeOf(thief.connect('apps', {}, inSession(session)))).toBe('CONNECT_SESSION_UNKNOWN');
    const paged = await createFor(host, 'paged');
    await browser.open(paged);
    const value = browser.cookies.get(`patchbay-connect-${paged.id}`);
    expect(await apps(`pbc_${paged.id}.${value}`)).toBe('CONNECT_SESSION_UNKNOWN');
    expect(await connectCodeOf(browser.connect('renew', undefined, inSession(paged)))).toBe('CONNECT_SESSION_UNKNOWN');
  });

  it('of another session, or made up, is as unknown as one of a random session', async () => {
    const [, secret] = (await headless()).split('.');
    const other = await createFor(host, 'other');
    for (const id of [other.id, 'A'.repeat(22)])
      expect(await apps(`pbc_${id}.${secret}`)).toBe('CONNECT_SESSION_UNKNOWN');
    expect(await apps(`pbc_${session.id}.${'A'.repeat(43)}`)).toBe('CONNECT_SESSION_UNKNOWN');
  });
});

describe('a ticket', () => {
  it('is worth nothing after 30 seconds', async () => {
    const ticket = await ticketFor();
    app.clock.advance(30_000);
    expect(await redeem(ticket)).toBe('CONNECT_FLOW_UNKNOWN');
  });

  it('that another site’s page brought, or “null”, is refused and used up', async () => {
    for (const from of [EVIL, 'null', `${host.origin}.evil.example`]) {
      session = await createFor(host, crypto.randomUUID());
      const ticket = await ticketFor();
      expect(await redeem(ticket, { from })).toBe('CONNECT_FLOW_UNKNOWN');
      expect(await redeem(ticket, { from: host.origin })).toBe('CONNECT_FLOW_UNKNOWN');
    }
    session = await createFor(host, 'listed');
    expect(await redeem(await ticketFor(), { from: host.origin })).toBe('ok');
  });

  it('of a session that has ended meanwhile opens no window', async () => {
    const ticket = await ticketFor();
    await host.service.connectSessions.end.mutate({ id: session.id });
    expect(await redeem(ticket)).toBe('CONNECT_SESSION_ENDED');
  });
});

describe('a window', () => {
  it('is known by its cookie alone: not by that of another window, nor beside another credential', async () => {
    const flowId = await flowIn();
    const stranger = new EndUserBrowser(app);
    expect(await authorize(flowId, {}, stranger)).toBe('CONNECT_FLOW_UNKNOWN');
    stranger.cookies.set(`patchbay-flow-${flowId}`, 'A'.repeat(43));
    expect(await authorize(flowId, {}, stranger)).toBe('CONNECT_FLOW_UNKNOWN');
    expect(await authorize(crypto.randomUUID(), {}, stranger)).toBe('CONNECT_FLOW_UNKNOWN');
    expect(await authorize(flowId, { authorization: `Bearer pbc_${session.id}.${'A'.repeat(43)}` })).toBe(
      'CREDENTIALS_AMBIGUOUS',
    );
    expect(await authorize(flowId)).toBe('ok');
  });

  it('is ours: no page of another site may act in it, not even the host’s', async () => {
    const flowId = await flowIn();
    for (const origin of [EVIL, host.origin, 'null'])
      expect(await authorize(flowId, { origin })).toBe('ORIGIN_FOREIGN');
    const disconnect = browser.connect('disconnect', { flowId }, { origin: host.origin });
    expect(await connectCodeOf(disconnect)).toBe('ORIGIN_FOREIGN');
    const other = await createFor(host, 'foreign');
    const foreign = browser.connect('redeem', { ticket: await ticketFor(other) }, { origin: host.origin });
    expect(await connectCodeOf(foreign)).toBe('ORIGIN_FOREIGN');
  });

  it('begins once, with what it was opened for', async () => {
    const flowId = await flowIn();
    expect(await connectCodeOf(browser.connect('disconnect', { flowId }))).toBe('CONNECT_FLOW_UNKNOWN');
    expect(await authorize(flowId)).toBe('ok');
    expect(await authorize(flowId)).toBe('CONNECT_FLOW_UNKNOWN');
    const { code, connectionId } = await codeFor(app, await createFor(host, 'twice'));
    expect(code).toBeTruthy();
    const again = await createFor(host, 'twice');
    await browser.open(again);
    const { flow } = await browser.window(again, { action: 'disconnect', connectionId });
    expect(await authorize(flow.id)).toBe('CONNECT_FLOW_UNKNOWN');
  });

  it('of a session that has ended, and of one that has expired, does nothing more', async () => {
    const flowId = await flowIn();
    await host.service.connectSessions.end.mutate({ id: session.id });
    expect(await authorize(flowId)).toBe('CONNECT_SESSION_ENDED');
    const short = await createFor(host, 'short', { expiresInSeconds: 60 });
    const late = await flowIn(short);
    app.clock.advance(60_000);
    expect(await authorize(late)).toBe('CONNECT_SESSION_ENDED');
  });

  it('is shown to its own session alone', async () => {
    const flowId = await flowIn();
    const other = await createFor(host, 'other');
    const theirs = new EndUserBrowser(app);
    await theirs.open(other);
    for (const id of [flowId, crypto.randomUUID()]) {
      expect(await connectCodeOf(theirs.connect('flow', { flowId: id }, inSession(other)))).toBe(
        'CONNECT_FLOW_UNKNOWN',
      );
    }
    expect(await connectCodeOf(browser.connect('flow', { flowId }, inSession(session)))).toBe('ok');
  });

  it('is one of at most 100 of a session', async () => {
    await browser.open(session);
    const start = () => connectCodeOf(browser.connect('start', { app: 'slack' }, inSession(session)));
    for (let count = 0; count < 100; count += 1) expect(await start()).toBe('ok');
    expect(await start()).toBe('LIMIT_REACHED');
  });
});

describe('a session', () => {
  it('to reconnect one connection offers no other one, and no app', async () => {
    const endUser = crypto.randomUUID();
    const slack = await codeFor(app, await createFor(host, endUser));
    const gmail = await codeFor(app, await createFor(host, endUser), 'gmail');
    const only = await createFor(host, endUser, { connectionId: slack.connectionId });
    await browser.open(only);
    const start = (input: { app: string } | { connectionId: string }) =>
      connectCodeOf(browser.connect('start', input, inSession(only)));
    expect(await start({ app: 'github' })).toBe('APP_UNKNOWN');
    expect(await start({ app: 'slack' })).toBe('APP_UNKNOWN');
    expect(await start({ connectionId: gmail.connectionId })).toBe('CONNECTION_UNKNOWN');
    expect((await browser.connect('connections', undefined, inSession(only))).items.map(({ id }) => id)).toEqual([
      slack.connectionId,
    ]);
    expect(await start({ connectionId: slack.connectionId })).toBe('ok');
  });

  it('with named apps shows no connection of another app, even the end user’s own', async () => {
    const endUser = crypto.randomUUID();
    const { connectionId } = await codeFor(app, await createFor(host, endUser), 'gmail');
    const few = await createFor(host, endUser, { apps: ['slack'] });
    await browser.open(few);
    expect((await browser.connect('connections', undefined, inSession(few))).items).toEqual([]);
    for (const input of [{ connectionId }, { connectionId, action: 'disconnect' as const }]) {
      expect(await connectCodeOf(browser.connect('start', input, inSession(few)))).toBe('CONNECTION_UNKNOWN');
    }
    expect(await codeOf(createFor(host, endUser, { apps: ['slack'], connectionId }))).toBe('CONNECTION_UNKNOWN');
  });

  it('is one of at most 20 open ones of an end user', async () => {
    const endUser = crypto.randomUUID();
    for (let count = 0; count < 20; count += 1) await createFor(host, endUser);
    expect(await codeOf(createFor(host, endUser))).toBe('LIMIT_REACHED');
    expect(await codeOf(createFor(host, crypto.randomUUID()))).toBe('ok');
  });

  it('of another workspace is unknown to a key, whatever it asks', async () => {
    const other = await aHost(app, 'https://other.example');
    for (const id of [session.id, 'A'.repeat(22)]) {
      expect(await codeOf(other.service.connectSessions.end.mutate({ id }))).toBe('CONNECT_SESSION_UNKNOWN');
      expect(await codeOf(other.admin.trpc.connectSessions.get.query({ id }))).toBe('CONNECT_SESSION_UNKNOWN');
    }
    expect(await connectCodeOf(browser.open(session))).toBe('ok');
    expect(await codeOf(createFor({ ...other, returnUrl: host.returnUrl, origin: host.origin }, 'u1'))).toBe(
      'INPUT_INVALID',
    );
  });
});

describe('a session that ends while its window begins', () => {
  /** Lets `work` wait for a lock, and `end` come in between. */
  async function inBetween(
    lock: string,
    { work, end }: Record<'work' | 'end', () => Promise<unknown>>,
  ): Promise<string> {
    const pool = await app.deps.orm.em.getConnection().getNativeClient();
    const holder = await pool.connect();
    await holder.query('begin');
    await holder.query(lock);
    const worked = connectCodeOf(work());
    await vi.waitFor(async () => expect(await waiting(pool)).toBe(1), { interval: 20, timeout: 20_000 });
    const ended = end();
    await Promise.race([
      ended,
      vi.waitFor(async () => expect(await waiting(pool)).toBe(2), { interval: 20, timeout: 20_000 }),
    ]);
    await holder.query('rollback');
    holder.release();
    await ended;
    return worked;
  }
  const waiting = async (
    pool: Awaited<ReturnType<ReturnType<typeof app.deps.orm.em.getConnection>['getNativeClient']>>,
  ) =>
    (
      await pool.query<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      )
    ).rows[0]?.n ?? 0;

  it('opens no attempt', async () => {
    const flowId = await flowIn();
    const { connection } = await browser.connect('flow', { flowId }, inSession(session));
    const lock = `select 1 from entity_connections where id = '${connection?.id}' for update`;
    const code = await inBetween(lock, {
      work: () => browser.connect('authorize', { flowId, handOver: 'message' }),
      end: () => host.service.connectSessions.end.mutate({ id: session.id }),
    });
    expect(code).toBe('CONNECT_SESSION_ENDED');
    expect(await host.admin.trpc.connections.get.query({ id: connection?.id ?? '' })).toMatchObject({
      status: 'added',
    });
  });

  it('because its end user is forgotten leaves no connection of theirs', async () => {
    const endUserId = crypto.randomUUID();
    const created = await createFor(host, endUserId);
    await browser.open(created);
    await inBetween('lock table entity_connections in share row exclusive mode', {
      work: () => browser.connect('start', { app: 'slack' }, inSession(created)),
      end: () => host.service.endUsers.forget.mutate({ endUserId }),
    });
    expect((await host.service.connections.list.query({ endUserId })).items).toEqual([]);
  });
});

describe('a return', () => {
  it('by another app’s path, late or malformed gives no code, and the first two end the attempt', async () => {
    const back = async (change: (address: string) => string) => {
      const created = await createFor(host, crypto.randomUUID());
      const at = await new EndUserBrowser(app).toProvider(created);
      const own = new EndUserBrowser(app);
      const again = await createFor(host, crypto.randomUUID());
      const mine = await own.toProvider(again);
      expect(at.flowId).not.toBe(mine.flowId);
      const { data } = await own.returnFrom(change(approved(app, mine)));
      await app.runJobs();
      const { status } = await host.admin.trpc.connections.get.query({ id: mine.connectionId });
      return { code: data?.handOver?.code ?? null, status };
    };
    expect(await back((address) => address.replace('/callback/slack', '/callback/github'))).toEqual({
      code: null,
      status: 'added',
    });
    expect(await back((address) => `${address}&nonce=again`)).toMatchObject({ code: null });
    expect(await back((address) => (app.clock.advance(10 * 60_000), address))).toEqual({ code: null, status: 'added' });
  });

  it('that says something twice gives no code, and is not used up', async () => {
    const address = approved(app, await browser.toProvider(session));
    const { data } = await browser.returnFrom(`${address}&status=success&status=success`);
    expect(data?.handOver ?? null).toBeNull();
    expect((await browser.returnFrom(address)).data?.handOver?.code).toBeTruthy();
  });

  it('by the right browser after another one’s gives no code', async () => {
    const at = await browser.toProvider(session);
    const address = approved(app, at);
    await new EndUserBrowser(app).returnFrom(address);
    expect((await browser.returnFrom(address)).data?.handOver ?? null).toBeNull();
    await app.runJobs();
    expect((await host.admin.trpc.connections.get.query({ id: at.connectionId })).status).toBe('added');
  });

  it('is answered by a page that no page frames, no cache keeps and no address leaks of', async () => {
    const at = await browser.toProvider(session);
    const { pathname, search } = new URL(approved(app, at));
    const { headers } = await browser.fetch(pathname + search);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
  });
});

describe('the pages', () => {
  const framing = async (path: string) =>
    /frame-ancestors ([^;]+)/.exec((await fetch(app.url + path)).headers.get('content-security-policy') ?? '')?.[1];

  it('of a window, and of a session that has expired, are in no frame', async () => {
    const short = await createFor(host, 'short', { expiresInSeconds: 60 });
    expect(await framing(`/connect/${short.id}`)).toBe(host.origin);
    app.clock.advance(60_000);
    expect(await framing(`/connect/${short.id}`)).toBe("'none'");
    expect(await framing('/connect/window')).toBe("'none'");
  });
});

describe('what browsers send from other sites', () => {
  const send = (headers: Record<string, string>, init: RequestInit = {}) =>
    fetch(`${app.url}/connect/trpc/open`, { method: 'POST', body: '{}', ...init, headers });

  it('may read no answer with cookies, and is told so for each origin apart', async () => {
    const { headers } = await send({ 'content-type': 'application/json', origin: host.origin });
    expect(headers.get('access-control-allow-origin')).toBe(host.origin);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('vary')?.toLowerCase()).toContain('origin');
    const preflight = await send({ origin: host.origin }, { method: 'OPTIONS', body: null });
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization, content-type');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
    expect(
      (await send({ 'content-type': 'application/json', origin: 'null' })).headers.get('access-control-allow-origin'),
    ).toBeNull();
  });

  it('without asking first is not read: forms and plain text, and nothing is done on GET', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      expect(await (await send({ 'content-type': type })).text()).toContain('MEDIA_TYPE_UNSUPPORTED');
    }
    await browser.open(session);
    const got = await browser.fetch('/connect/trpc/session', { headers: inSession(session) });
    expect(got.status).toBeGreaterThanOrEqual(400);
  });
});
