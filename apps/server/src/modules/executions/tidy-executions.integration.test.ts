import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ENTITIES } from '../../entities.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { openDatabase } from '../../platform/orm/database.ts';
import { db, statements } from '../../platform/orm/tables.ts';
import { AT_ONCE, SCANS, tidyExecutions } from './tidy-executions.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = new Date('2026-11-29T12:00:00Z');
const clock = { now: () => NOW };

let database: TestDatabase;
let client: pg.Client;
let orm: MikroORM;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client(database.url);
  await client.connect();
  orm = await openDatabase({ url: database.url, entities: ENTITIES, poolSize: 2, log: createLogger('silent') });
});
beforeEach(() => client.query('truncate action_executions'));
afterAll(async () => {
  await orm.close();
  await client.end();
  await database.drop();
});

interface Made {
  count: number;
  startedAt: Date;
  status: 'running' | 'succeeded';
  key?: string | null;
}

function make({ count, startedAt, status, key = null }: Made) {
  return client.query(
    `insert into action_executions (workspace_id, id, connection_id, app_slug, action_slug, actor, request_hash,
            idempotency_key, status, started_at, deadline_at, finished_at)
     select 'w', gen_random_uuid(), gen_random_uuid(), 'github', 'GITHUB_X', '{}', 'hash', $4::text || n, $3, $2,
            $2::timestamptz + interval '1 minute', case when $3 = 'running' then null else $2::timestamptz end
       from generate_series(1, $1::int) n`,
    [count, startedAt, status, key],
  );
}

const count = async (where: string) =>
  Number(
    (await client.query<{ count: string }>(`select count(*) from action_executions where ${where}`)).rows[0]?.count,
  );
const ago = (days: number) => new Date(NOW.getTime() - days * DAY_MS);

it('more than one batch of each kind was left for the next hour: all of it is done, and no more than that', async () => {
  const many = AT_ONCE * 2 + 1;
  await make({ count: many, startedAt: ago(0.5), status: 'running', key: 'r' });
  await make({ count: many, startedAt: ago(2), status: 'succeeded', key: 'k' });
  await make({ count: many, startedAt: ago(91), status: 'succeeded', key: 'o' });
  await make({ count: 3, startedAt: ago(0.5), status: 'succeeded', key: 'fresh' });
  await tidyExecutions({ clock }, orm.em.fork());
  expect(await count(`status = 'uncertain'`)).toBe(many);
  expect(await count(`status = 'running'`)).toBe(0);
  expect(await count(`idempotency_key is null`)).toBe(many);
  expect(await count(`idempotency_key like 'fresh%'`)).toBe(3);
  expect(await count('true')).toBe(many * 2 + 3);
});

it('no statement changes more than a batch: one for everything held its locks for minutes', async () => {
  await make({ count: AT_ONCE + 500, startedAt: ago(91), status: 'succeeded' });
  expect(await SCANS.cutLog(db(orm.em.fork()), ago(90)).execute()).toHaveLength(AT_ONCE);
});

interface Explained {
  'QUERY PLAN': [{ Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }];
}

it.each([
  ['expireOverdue', 0],
  ['freeKeys', 1],
  ['cutLog', 90],
] as const)('%s reads what it changes by an index, and not ninety days every hour', async (scan, days) => {
  await make({ count: 40_000, startedAt: ago(30), status: 'succeeded' });
  await client.query('analyze action_executions');
  const { sql, parameters } = SCANS[scan](statements, ago(days)).compile();
  const plan = await client.query<Explained>(`explain (analyze, buffers, format json) ${sql}`, [...parameters]);
  const { 'Shared Hit Blocks': hit, 'Shared Read Blocks': read } = plan.rows[0]!['QUERY PLAN'][0].Plan;
  // The table has about a thousand blocks, and nothing in it is due.
  expect(hit + read).toBeLessThan(50);
});
