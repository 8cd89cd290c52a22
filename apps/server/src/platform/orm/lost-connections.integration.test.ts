import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MikroORM } from '@mikro-orm/postgresql';
import { ENTITIES } from '../../entities.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { createLogger } from '../logging/logger.ts';
import { openDatabase } from './database.ts';
import { executeSql } from '../../../test/support/execute-sql.ts';

const POOL_SIZE = 2;

let database: TestDatabase;
let orm: MikroORM;

beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openDatabase({
    url: database.url,
    entities: ENTITIES,
    poolSize: POOL_SIZE,
    log: createLogger('silent'),
  });
});

afterAll(async () => {
  await orm.close();
  await database.drop();
});

async function dieInATransaction(): Promise<void> {
  await orm.em.fork().transactional(async (tx) => {
    await executeSql(tx, 'select pg_terminate_backend(pg_backend_pid())');
  });
}

it('a server whose database went away in the middle of transactions, more often than it has connections, goes on', async () => {
  for (let time = 0; time < POOL_SIZE * 2; time += 1) await expect(dieInATransaction()).rejects.toThrow(/terminat/);
  expect(await executeSql(orm.em.fork(), 'select 1 as one')).toEqual([{ one: 1 }]);
});
