import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { runStatements } from '../../../test/support/admin-connection.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { isShortOfConnections, shareScarceConnections } from './share-scarce-connections.ts';

/** Connections that the server gives, and those that a pool may have. */
const [GIVEN, WANTED] = [2, 8];

let database: TestDatabase;
let role: string;
let pools: pg.Pool[];

beforeEach(async () => {
  database = await createTestDatabase();
  role = `role_${randomBytes(6).toString('hex')}`;
  const create = `create role ${role} login password 'of-the-test' connection limit ${GIVEN}`;
  await runStatements(inject('postgresAdminUrl'), [create]);
  pools = [];
});

afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
  await runStatements(inject('postgresAdminUrl'), [`drop role ${role}`]);
});

function open(patienceMs: number): pg.Pool {
  const url = Object.assign(new URL(database.url), { username: role, password: 'of-the-test' }).href;
  const pool = new pg.Pool({ connectionString: url, max: WANTED, idleTimeoutMillis: 0 });
  shareScarceConnections(pool, patienceMs);
  pools.push(pool);
  return pool;
}

const EXHAUSTED = { code: '53300' };

describe('a pool that the server gives fewer connections than it may have', () => {
  it('failed what asked for more: it serves everything by those that it has', async () => {
    const pool = open(0);
    const first = await pool.connect();
    const answers = Array.from({ length: 40 }, (_, number) =>
      pool.query<{ number: number }>('select $1::int as number', [number]),
    );
    await expect.poll(() => isShortOfConnections(pool)).toBe(true);
    first.release();
    const numbers = (await Promise.all(answers)).map(({ rows }) => rows[0]?.number);
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, number) => number));
    expect(pool.totalCount).toBeLessThanOrEqual(GIVEN);
  });

  it('all at once, with none to begin with, are served too', async () => {
    const pool = open(60_000);
    const answers = await Promise.all(Array.from({ length: 20 }, () => pool.query('select 1')));
    expect(answers).toHaveLength(20);
    expect(pool.totalCount).toBeLessThanOrEqual(GIVEN);
  });

  it('and has none waits for another process to give one back', async () => {
    const other = open(0);
    const clients = [await other.connect(), await other.connect()];
    const pool = open(60_000);
    const asking = pool.query('select 1');
    await expect.poll(() => isShortOfConnections(pool)).toBe(true);
    clients[0]?.release(true);
    expect((await asking).rowCount).toBe(1);
    clients[1]?.release();
  });

  it('is told so in the end', async () => {
    const other = open(0);
    const clients = [await other.connect(), await other.connect()];
    await expect(open(0).connect()).rejects.toMatchObject(EXHAUSTED);
    await expect(open(0).query('select 1')).rejects.toMatchObject(EXHAUSTED);
    for (const client of clients) client.release();
  });
});
