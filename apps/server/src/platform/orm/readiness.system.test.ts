import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startConnecting } from '../../../test/support/connect.ts';
import { askReady, lockTable, setReadOnly } from '../../../test/support/degrade.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import type { TestBrowser } from '../../../test/support/test-browser.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { post, triggerMessage, WEBHOOK_SECRET } from '../../../test/support/webhook.ts';
import { poolOf } from './database.ts';

let database: TestDatabase;
let app: TestApp;
let ada: TestBrowser;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startTestApp({ databaseUrl: database.url, env: { COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET } });
  ada = await app.person();
  pool = await poolOf(app.deps.orm);
});

afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await database.drop();
});

/** The last answer is kept for a second. */
const expectSoon = (expected: { status: number; cause: string | undefined }) =>
  vi.waitFor(async () => expect(await askReady(app.url)).toMatchObject(expected), { timeout: 15_000, interval: 200 });

const READY = { status: 200, cause: undefined };

const rename = () =>
  ada.fetch('/trpc/workspaces.rename', {
    method: 'POST',
    body: JSON.stringify({ name: 'Renamed' }),
    headers: { 'content-type': 'application/json', 'x-patchbay-workspace': ada.workspaceId },
  });

const signIn = (path: string, body: object) =>
  ada.fetch(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

const told = async (answer: Response) => [answer.status, answer.headers.get('retry-after'), await answer.text()];

describe('/readyz means that this process can write', () => {
  it('a read-only database was called ready, and writes to it were 500: both are 503, and pass without a restart', async () => {
    const { redirectUrl } = await startConnecting(ada);
    await setReadOnly(database.url, true);
    await expectSoon({ status: 503, cause: 'read_only' });

    const unavailable = [503, '5', expect.stringContaining('UNAVAILABLE')];
    expect(await told(await rename())).toEqual(unavailable);
    expect(await told(await post(app, { body: triggerMessage({ accountId: 'ca_1' }) }))).toEqual(unavailable);
    const grace = { name: 'Grace', email: 'grace@example.com', password: 'correct horse' };
    expect(await told(await signIn('/auth/sign-up/email', grace))).toEqual(unavailable);
    expect(await told(await signIn('/auth/sign-in/email', { ...ada.user, password: 'correct horse' }))).toEqual(
      unavailable,
    );
    // A sign-out that said it went well left the session valid.
    expect(await told(await signIn('/auth/sign-out', {}))).toEqual(unavailable);
    const page = app.sandbox.control.approve(new URL(redirectUrl).pathname.split('/').at(-1) ?? '') ?? '';
    expect(await ada.comeBack(page)).toContain('unavailable');

    await setReadOnly(database.url, false);
    await expectSoon(READY);
    expect((await rename()).status).toBe(200);
    // Nothing of the return was lost: it is judged when it comes again.
    expect(await ada.comeBack(page)).toContain('connected');
  });

  it('a locked table keeps it from writing, whichever it is, until the lock is gone', async () => {
    await expectSoon(READY);
    expect((await askReady(app.url)).ms).toBeLessThan(5_000);
    const lock = await lockTable(database.url, 'endpoints');
    await expectSoon({ status: 503, cause: 'locked' });
    await lock[Symbol.asyncDispose]();
    await expectSoon(READY);
  });

  it('with every connection in use it says so in time, and not that the database is away', async () => {
    const held = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
    await vi.waitFor(async () => {
      const { status, cause, ms } = await askReady(app.url);
      expect([status, cause, ms < 5_000]).toEqual([503, 'pool_exhausted', true]);
    }, 15_000);
    for (const client of held) client.release();
    await expectSoon(READY);
  });

  it('a flood of questions costs one probe a second', async () => {
    await expectSoon(READY);
    const taken = vi.spyOn(pool, 'connect');
    const started = performance.now();
    await Promise.all(Array.from({ length: 300 }, () => app.deps.readiness.trouble()));
    expect(taken.mock.calls.length).toBeLessThanOrEqual(1 + (performance.now() - started) / 1_000);
  });
});
