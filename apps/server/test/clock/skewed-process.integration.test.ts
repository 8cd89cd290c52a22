import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { poolOf } from '../../src/platform/orm/database.ts';
import { approve, connected, startConnecting } from '../support/connect.ts';
import { isSigned, startReceiver } from '../support/receiver.ts';
import { freePort, ServerProcess } from '../support/server-process.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { codeOf, TestBrowser } from '../support/test-browser.ts';
import { testService } from '../support/test-service.ts';
import { post, triggerMessage, WEBHOOK_SECRET } from '../support/webhook.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PRELOAD = fileURLToPath(new URL('../support/shifted-clock.mjs', import.meta.url));

function shiftedBy(ms: number): Record<string, string> {
  return { NODE_OPTIONS: `--import ${PRELOAD}`, PATCHBAY_TEST_CLOCK_SHIFT: String(ms) };
}

/** What makes a server a process of the same installation. */
function serverEnv({ url, deps, sandbox }: TestApp): Record<string, string> {
  return {
    PUBLIC_URL: url,
    DATABASE_URL: deps.database?.url ?? '',
    DATABASE_POOL: '8',
    PATCHBAY_SECRET: deps.secret ?? '',
    COMPOSIO_API_KEY: sandbox.apiKey,
    COMPOSIO_BASE_URL: sandbox.url,
    ALLOW_PRIVATE_ENDPOINTS: 'true',
  };
}

/** The same browser, at another server of the installation. */
function at({ url }: ServerProcess, browser: TestBrowser): TestBrowser {
  const { cookies, workspaceId, user, origin } = browser;
  return Object.assign(new TestBrowser({ url, origin }), { cookies, workspaceId, user });
}

/** Two processes on one database: the one of this test, whose clock is right, and a server whose clock is off. */
describe.each([
  ['an hour ahead', HOUR],
  ['an hour behind', -HOUR],
])('a process whose clock is %s', (_name, shift) => {
  const running = new AsyncDisposableStack();
  let app: TestApp;
  let server: ServerProcess;
  let pool: Pool;
  let honest: TestBrowser;
  let skewed: TestBrowser;

  beforeAll(async () => {
    const env = { COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET };
    app = running.use(await startTestApp({ env }));
    pool = await poolOf(app.deps.orm);
    server = new ServerProcess(await freePort(), { ...env, ...serverEnv(app), ...shiftedBy(shift) }, { keepLog: true });
    running.defer(async () => void (await server.stop()));
    await server.start();
    honest = await app.person();
    skewed = at(server, honest);
  }, 120_000);
  afterAll(() => running.disposeAsync());

  /** Milliseconds from the database's now to a time of one row. */
  async function fromNow(select: string): Promise<number> {
    const { rows } = await pool.query<{ ms: number }>(
      `select (extract(epoch from (${select}) - clock_timestamp()) * 1000)::float8 as ms`,
    );
    return rows[0]?.ms ?? Number.NaN;
  }

  it('says so on /readyz and once in its log, and is ready', async () => {
    const [right, off] = await Promise.all([app, server].map(async ({ url }) => (await fetch(`${url}/readyz`)).json()));
    expect(right).toEqual({ status: 'ready', checks: { database: true }, clockOffsetSeconds: expect.closeTo(0, 0) });
    expect(off).toMatchObject({ status: 'ready', clockOffsetSeconds: expect.closeTo(shift / 1000, 0) });
    const said = ({ logged }: { logged: string[] }) => logged.filter((line) => line.includes('"clockOffsetSeconds"'));
    expect([said(app).length, said(server).length]).toEqual([0, 1]);
    expect(said(server)[0]).toContain(shift > 0 ? '3600.0 s ahead of' : '3600.0 s behind');
  });

  it('tells pages the database’s time, by which they count down', async () => {
    const date = (await fetch(`${server.url}/healthz`)).headers.get('date') ?? '';
    expect(Math.abs(Date.parse(date) - Date.now())).toBeLessThan(60_000);
  });

  it('lets no attempt lapse that another process opened, and finishes it', async () => {
    const { id, redirectUrl } = await startConnecting(honest, 'slack');
    await skewed.trpc.connections.refresh.mutate({ id });
    expect((await skewed.trpc.connections.get.query({ id })).status).toBe('pending');
    await approve(app, skewed, redirectUrl);
    expect((await honest.trpc.connections.get.query({ id })).status).toBe('active');
  });

  it('opens attempts that last as long as all others', async () => {
    const { attemptId } = await startConnecting(skewed, 'slack', 'from the other');
    const left = await fromNow(`select expires_at from connection_attempts where id = '${attemptId}'`);
    expect(Math.abs(left - 600_000)).toBeLessThan(30_000);
  });

  it('accepts messages that are signed now, and refuses those of its own time', async () => {
    const { id } = await connected(app, honest, 'github');
    const { rows } = await pool.query<{ account: string }>(
      `select connection_id as account from entity_connections where id = $1`,
      [id],
    );
    const body = triggerMessage({ accountId: rows[0]?.account ?? '' });
    const there = { url: server.url, clock: app.clock };
    expect((await post(there, { body })).status).toBe(200);
    const timestamp = Math.floor((Date.now() + shift) / 1000);
    expect((await post(there, { body, timestamp })).status).toBe(401);
  });

  it('ends no session that has half an hour left, accepts none that is over, and extends to the same day', async () => {
    const other = Object.assign(await honest.signInElsewhere(), { workspaceId: honest.workspaceId });
    const there = at(server, other);
    const session = `"session" where "id" = (select "id" from "session" where "userId" = '${honest.user.id}'
      order by "createdAt" desc, "id" desc limit 1)`;
    await pool.query(`update ${session.replace('where', `set "expiresAt" = now() + interval '30 minutes' where`)}`);
    expect((await there.fetch('/auth/get-session')).status).toBe(200);
    expect((await (await there.fetch('/trpc/session.get')).json()) as object).toMatchObject({
      result: { data: { user: { id: honest.user.id } } },
    });
    const left = await fromNow(`select "expiresAt" from ${session}`);
    expect(Math.abs(left - 30 * DAY)).toBeLessThan(60_000);

    await pool.query(`update ${session.replace('where', `set "expiresAt" = now() - interval '1 minute' where`)}`);
    expect((await (await there.fetch('/trpc/session.get')).json()) as object).toMatchObject({
      result: { data: { user: null } },
    });
  });

  it('makes sessions, invitations and keys that end when they say', async () => {
    const eve = await TestBrowser.signUp({ url: server.url, origin: app.url }, 'Eve');
    expect(
      Math.abs((await fromNow(`select "expiresAt" from "session" where "userId" = '${eve.user.id}'`)) - 30 * DAY),
    ).toBeLessThan(60_000);
    const { id } = await eve.trpc.workspaces.invite.mutate({ email: honest.user.email, role: 'viewer' });
    expect(
      Math.abs((await fromNow(`select "expiresAt" from "invitation" where "id" = '${id}'`)) - 7 * DAY),
    ).toBeLessThan(60_000);
    expect((await honest.trpc.workspaces.invitation.query({ id })).id).toBe(id);

    const { token } = await honest.trpc.serviceKeys.create.mutate({ name: 'One', scopes: ['connections:read'] });
    const service = testService({ url: server.url, token, workspaceId: honest.workspaceId });
    const expire = (when: string) => pool.query(`update service_keys set expires_at = now() + interval '${when}'`);
    await expire('30 minutes');
    expect(await codeOf(service.connections.list.query())).toBe('ok');
    await expire('-1 minute');
    // Another key, so that nothing of the first one is remembered.
    const second = await honest.trpc.serviceKeys.create.mutate({ name: 'Two', scopes: ['connections:read'] });
    await expire('-1 minute');
    const late = testService({ url: server.url, token: second.token, workspaceId: honest.workspaceId });
    expect(await codeOf(late.connections.list.query())).toBe('KEY_INVALID');
  });

  it('signs what it delivers with the time that receivers expect', async () => {
    await using receiver = await startReceiver();
    const { endpoint, secret } = await skewed.trpc.endpoints.create.mutate({ url: receiver.url });
    await skewed.trpc.endpoints.test.mutate({ id: endpoint.id });
    await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(1);
    const [message] = receiver.received;
    if (!message) throw new Error('nothing was received');
    expect(Math.abs(Number(message.headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(60);
    expect(isSigned(message, secret)).toBe(true);
  });
});
