import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { ENTITIES } from '../../entities.ts';
import { createLogger } from '../logging/logger.ts';
import { closeDatabase, openDatabase } from './database.ts';
import { refuseOlderProcesses } from './refuse-older-processes.ts';

let database: TestDatabase;
let orm: MikroORM;
let older: pg.Client;

beforeEach(async () => {
  database = await createTestDatabase();
  orm = await openDatabase({ url: database.url, entities: ENTITIES, poolSize: 2, log: createLogger('silent') });
  older = new pg.Client({ connectionString: database.url });
  await older.connect();
});

afterEach(async () => {
  await older.end();
  await closeDatabase(orm);
  await database.drop();
});

const PENDING = ['20261205-unconfirmed-return', '20261206-exact-json'];
const start = (pending = PENDING) => refuseOlderProcesses(orm, pending, { patienceMs: 0 });
const REFUSED = { code: 'OLDER_PROCESS_RUNS', remedy: expect.stringContaining('Stop every process') as string };

it('refuses while a process of an older version listens, whose queries would fail afterwards', async () => {
  await older.query('listen patchbay_changes');
  await expect(start()).rejects.toMatchObject(REFUSED);
});

it('refuses while one has just told the others of a change', async () => {
  await older.query('select pg_notify($1, $2)', ['patchbay_changes', '[]']);
  await expect(start()).rejects.toMatchObject(REFUSED);
});

it('leaves other sessions alone, such as that of an administrator', async () => {
  await older.query('select 1');
  await expect(start()).resolves.toBeUndefined();
});

it('does not look where nothing is pending that older processes do not survive', async () => {
  await older.query('listen patchbay_changes');
  await expect(start(['20261213-degraded'])).resolves.toBeUndefined();
});

it('goes on when the older process ends meanwhile', async () => {
  await older.query('listen patchbay_changes');
  const started = refuseOlderProcesses(orm, PENDING, { patienceMs: 60_000 });
  await older.end();
  await expect(started).resolves.toBeUndefined();
});
