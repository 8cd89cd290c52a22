import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { reusePlans } from './reuse-plans.ts';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  reusePlans(pool);
  await pool.query('create table fruit (id int primary key, name text)');
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

const repeated = async (times: number, text: string, values: unknown[]) => {
  for (let index = 0; index < times; index += 1) await pool.query(text, values);
};

const preparedNames = async (pattern: string) => {
  const { rows } = await pool.query<{ statement: string }>(
    `select statement from pg_prepared_statements where statement like '${pattern}'`,
  );
  return rows.map(({ statement }) => statement);
};

it('a statement was planned each time: from its sixth run on, its plan is kept', async () => {
  const text = 'select name from fruit where id = $1';
  await repeated(5, text, [1]);
  expect(await preparedNames('select name from fruit%')).toEqual([]);
  await repeated(2, text, [1]);
  expect(await preparedNames('select name from fruit%')).toEqual([text]);
});

it('gives each run the rows of its own values, in a transaction and from a callback too', async () => {
  await pool.query(`insert into fruit values (10, 'apple'), (11, 'pear')`);
  const text = 'select name as fruit from fruit where id = $1';
  await repeated(6, text, [10]);
  const client = await pool.connect();
  await client.query('begin');
  expect((await client.query(text, [11])).rows).toEqual([{ fruit: 'pear' }]);
  await client.query('rollback');
  const called = await new Promise((resolve) => {
    client.query(text, [10], (_error, { rows }) => resolve(rows));
  });
  client.release();
  expect(called).toEqual([{ fruit: 'apple' }]);
  expect((await pool.query(text, [12])).rows).toEqual([]);
});

it('statements that are not repeated are not kept: a list of values of any length made a text each', async () => {
  for (let index = 1; index < 700; index += 1) await pool.query(`select ${index} as other, $1::int`, [index]);
  expect(await preparedNames('select % as other%')).toEqual([]);
});

it('keeps 250 plans at most', async () => {
  for (let index = 0; index < 300; index += 1) await repeated(6, `select ${index} as many, $1::int`, [1]);
  expect(await preparedNames('select %')).toHaveLength(250);
});

it('a column of another type meanwhile failed for as long as the connection lived: only one run fails', async () => {
  const other = new pg.Pool({ connectionString: database.url, max: 1 });
  reusePlans(other);
  const text = 'select name from fruit where id = $1';
  const names = async () => (await other.query<{ name: unknown }>(text, [20])).rows.map(({ name }) => name);
  for (let index = 0; index < 6; index += 1) await names();
  await other.query(`insert into fruit values (20, '7')`);
  await other.query('alter table fruit alter column name type int using 7');
  await expect(names()).rejects.toMatchObject({ code: '0A000' });
  for (let index = 0; index < 7; index += 1) expect(await names()).toEqual([7]);
  await other.end();
});
