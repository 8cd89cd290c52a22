import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { limitStatements } from './limit-statements.ts';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  limitStatements(pool, { statement_timeout: 300, lock_timeout: 100 });
  await pool.query('create table one (id int primary key deferrable initially deferred)');
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

const limit = async (db: pg.Pool | pg.PoolClient) =>
  (await db.query<{ statement_timeout: string }>('show statement_timeout')).rows[0]?.statement_timeout;
const SLOW = { code: '57014' };

/** Gives the connection back, whatever becomes of `work`. */
async function lent<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

describe('behind a pooler, where nothing can be set for a session', () => {
  it('a statement in no transaction had no limit: it has one, and leaves nothing to the session', async () => {
    expect(await limit(pool)).toBe('300ms');
    await expect(pool.query('select pg_sleep($1)', [5])).rejects.toMatchObject(SLOW);
    const show = new pg.Query('show statement_timeout');
    const left = await lent((client) => {
      const row = new Promise((resolve) => show.on('row', resolve));
      client.query(show);
      return row;
    });
    expect(left).toEqual({ statement_timeout: '0' });
  });

  it.each(['begin', 'START TRANSACTION isolation level serializable', ' BEGIN'])(
    'a transaction begun by “%s” has it too, to its end',
    async (begin) => {
      await lent(async (client) => {
        await client.query(begin);
        expect(await limit(client)).toBe('300ms');
        await client.query('insert into one values (1)');
        await client.query('rollback');
      });
      expect((await pool.query('select * from one')).rows).toEqual([]);
      await lent(async (client) => {
        await client.query(begin);
        await expect(client.query('select pg_sleep(5)')).rejects.toMatchObject(SLOW);
        await client.query('rollback');
      });
    },
  );

  it('a whole transaction in one text, as pg-boss writes them, runs as it is with the limit', async () => {
    await pool.query('begin; insert into one values (2); commit;');
    expect((await pool.query('delete from one')).rowCount).toBe(1);
    await expect(pool.query('BEGIN; select pg_sleep(5); COMMIT;')).rejects.toMatchObject(SLOW);
  });

  it('what fails only at its commit fails', async () => {
    await expect(pool.query('insert into one values (3), (3)')).rejects.toMatchObject({ code: '23505' });
    expect((await pool.query('select * from one')).rows).toEqual([]);
  });

  it('an error leaves the connection as it was', () =>
    lent(async (client) => {
      await expect(client.query('select nothing_of_this_name')).rejects.toThrow('nothing_of_this_name');
      expect((await client.query({ text: 'select $1::int as one', values: [1] })).rows).toEqual([{ one: 1 }]);
      expect(client.getTransactionStatus()).toBe('I');
    }));

  it('what PostgreSQL refuses in a transaction runs in none', async () => {
    expect(await pool.query('create index concurrently on one (id)')).toMatchObject({ command: 'CREATE' });
    expect(await pool.query('vacuum one')).toMatchObject({ command: 'VACUUM' });
  });

  it('waiting for a lock ends', async () => {
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('begin; lock table one');
    await expect(pool.query('select * from one')).rejects.toMatchObject({ code: '55P03' });
    await holder.end();
  });
});
