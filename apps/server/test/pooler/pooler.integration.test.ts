import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { connectionsOf } from '../../src/platform/database/database-settings.ts';
import { reachDatabase } from '../../src/platform/database/reach-database.ts';
import { executeSql } from '../support/execute-sql.ts';
import { hasPgbouncer, type Pooler, startPgbouncer } from '../support/pgbouncer.ts';
import { lockTable } from '../support/degrade.ts';
import { startTestApp } from '../support/test-app.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

vi.setConfig({ testTimeout: 60_000 });

const missing = hasPgbouncer() ? '' : ' (skipped: pgbouncer is not installed; apt-get install pgbouncer)';

let pooler: Pooler;
let database: TestDatabase;

describe.skipIf(missing)(`through pgbouncer with transaction pooling${missing}`, () => {
  beforeAll(async () => {
    pooler = await startPgbouncer(inject('postgresAdminUrl'));
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
    await pooler[Symbol.asyncDispose]();
  });

  const codeOf = (url: string, directUrl: string | null) =>
    reachDatabase(connectionsOf({ url, directUrl, schema: null, variables: {} })).then(
      ({ pooled }) => `pooled: ${pooled}`,
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    );

  it('a pooler is recognized, and refused where sessions would be lost', async () => {
    const { url } = database;
    expect(await codeOf(url, null)).toBe('pooled: false');
    expect(await codeOf(pooler.through(url), null)).toBe('POOLER_WITHOUT_DIRECT_URL');
    expect(await codeOf(`${pooler.through(url)}?options=-c%20work_mem%3D8MB`, null)).toBe('POOLER_WITHOUT_DIRECT_URL');
    expect(await codeOf(pooler.through(url), pooler.through(url))).toBe('DIRECT_URL_POOLED');
    expect(await codeOf(pooler.through(url), inject('postgresAdminUrl'))).toBe('DATABASES_DIFFER');
    expect(await codeOf(pooler.through(url), url)).toBe('pooled: true');
  });

  it('a locked table held a request as long as the lock: limits hold here too, and reach no other client', async () => {
    const own = await createTestDatabase();
    const ways = { url: pooler.through(own.url), directUrl: own.url };
    const env = { DATABASE_LOCK_TIMEOUT: 1, DATABASE_STATEMENT_TIMEOUT: 2 };
    await using app = await startTestApp({ database: ways, env, catalog: false });
    const ada = await app.person();
    const lock = await lockTable(own.url, 'entity_connections');
    const since = performance.now();
    await expect(ada.trpc.connections.list.query({})).rejects.toMatchObject({ data: { httpStatus: 503 } });
    const em = app.deps.orm.em.fork();
    await expect(executeSql(em, 'select pg_sleep(30)')).rejects.toMatchObject({ code: '57014' });
    await expect(em.transactional((tx) => executeSql(tx, 'select pg_sleep(30)'))).rejects.toMatchObject({
      code: '57014',
    });
    // A limit of the process alone would be given up two seconds later, and leave the session waiting.
    expect(performance.now() - since).toBeLessThan(15_000);
    await lock[Symbol.asyncDispose]();
    await ada.trpc.connections.list.query({});
    const other = new pg.Client({ connectionString: pooler.through(own.url) });
    await other.connect();
    expect((await other.query<object>('show lock_timeout')).rows).toEqual([{ lock_timeout: '0' }]);
    await other.end();
  });
});
