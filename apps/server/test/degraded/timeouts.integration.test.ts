import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { askReady, lockTable } from '../support/degrade.ts';
import { Gate } from '../support/gate.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import type { TestBrowser } from '../support/test-browser.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let gate: Gate;
let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  database = await createTestDatabase();
  gate = await Gate.before(database.url);
  await gate.open();
  const env = { DATABASE_LOCK_TIMEOUT: 1, DATABASE_STATEMENT_TIMEOUT: 2 };
  app = await startTestApp({ databaseUrl: gate.url, env, catalog: false });
  ada = await app.person();
});

afterAll(async () => {
  await gate.shut();
  await app[Symbol.asyncDispose]();
  await database.drop();
});

async function list(): Promise<{ status: number; retryAfter: string | null; text: string }> {
  const headers = { 'x-patchbay-workspace': ada.workspaceId };
  const answer = await ada.fetch('/trpc/connections.list?input=%7B%7D', { headers });
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), text: await answer.text() };
}

const UNAVAILABLE = { status: 503, retryAfter: '5', text: expect.stringContaining('UNAVAILABLE') as string };

describe('a request that the database does not answer', () => {
  it('because a table is locked hung as long as the lock: it is 503 in time, and works afterwards', async () => {
    expect((await list()).status).toBe(200);
    const lock = await lockTable(database.url, 'entity_connections');
    expect(await list()).toEqual(UNAVAILABLE);
    expect((await Promise.all(Array.from({ length: 20 }, list))).map(({ status }) => status)).toEqual(
      Array<number>(20).fill(503),
    );
    await lock[Symbol.asyncDispose]();
    expect((await list()).status).toBe(200);
    // One line for all of them.
    const lines = app.logged.map((line) => JSON.parse(line) as { level: number; cause?: string });
    expect(lines.filter(({ level, cause }) => level >= 40 && cause === 'database locked')).toHaveLength(1);
  });

  it('because the server hangs is 503 too, and the process recovers with the server', async () => {
    gate.freeze();
    expect(await list()).toEqual(UNAVAILABLE);
    expect(await askReady(app.url)).toMatchObject({ status: 503 });
    await gate.shut();
    await gate.open();
    await vi.waitFor(async () => expect((await list()).status).toBe(200), 15_000);
  });
});
