import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.ts';
import { statements } from '../../../platform/orm/tables.ts';
import { orphans } from './reconcile-accounts.ts';

/** Accounts on one page of the provider's list. */
const PAGE = 100;

const MANY_ATTEMPTS = `
  insert into connection_attempts (workspace_id, id, connection_id, app_slug, user_id, user_name, nonce_hash, browser_hash,
         account_id, status, opened_at, expires_at, closed_at)
  select 'workspace-' || n / 5, gen_random_uuid(), gen_random_uuid(), 'slack', 'ada', 'Ada', n, n, 'ca_' || n, 'lapsed',
         now(), now(), now()
    from generate_series(1, 20000) n`;

interface Explained {
  'QUERY PLAN': [{ Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number; 'Actual Rows': number } }];
}

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client(database.url);
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

it('finds each account’s attempt by an index instead of reading every attempt for each account', async () => {
  await client.query(MANY_ATTEMPTS);
  await client.query('analyze connection_attempts');
  const { rows } = await client.query<{ id: string; account_id: string }>(
    `select id, account_id from connection_attempts order by id limit ${PAGE}`,
  );
  const page = { accountIds: rows.map(({ account_id: id }) => id), attemptIds: rows.map(({ id }) => id) };
  const { sql, parameters } = orphans(statements, { ...page, releasedBefore: new Date() }).compile();
  const explain = `explain (analyze, buffers, format json) ${sql}`;
  const explained = await client.query<Explained>(explain, [...parameters]);
  const plan = explained.rows[0]?.['QUERY PLAN'][0].Plan;
  expect(plan?.['Actual Rows']).toBe(PAGE);
  // A few blocks per account; without the index it was over a hundred.
  expect((plan?.['Shared Hit Blocks'] ?? NaN) + (plan?.['Shared Read Blocks'] ?? NaN)).toBeLessThan(10 * PAGE);
});
