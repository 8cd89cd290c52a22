import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool, PoolClient } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.ts';
import { ENTITIES } from '../../entities.ts';
import { createLogger } from '../logging/logger.ts';
import { openDatabase, poolOf } from './database.ts';
import { dropOldPartitions } from './drop-old-partitions.ts';
import { firstIdOf, nameOf, PARTITIONED, WEEK_MS, weekAt } from './partition-names.ts';
import { ensurePartitions } from './partitions.ts';

let database: TestDatabase;
let orm: MikroORM;
let pool: Pool;
let other: PoolClient;
let logged: string[];

const log = createLogger('warn', { write: (line) => logged.push(line) });
const NOW = new Date('2026-11-28T12:00:00Z');
const WEEK = weekAt(NOW);

beforeEach(async () => {
  logged = [];
  database = await createTestDatabase();
  orm = await openDatabase({ url: database.url, entities: ENTITIES, poolSize: 8, log: createLogger('silent') });
  pool = await poolOf(orm);
  other = await pool.connect();
});

afterEach(async () => {
  other.release(true);
  await orm.close();
  await database.drop();
});

async function partitionsOf(table: string): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass order by name`,
    [table],
  );
  return rows.map(({ name }) => name);
}

const namesOf = (table: string, ...distances: number[]) => distances.map((n) => nameOf(table, WEEK + n * WEEK_MS));

async function isThere(table: string): Promise<boolean> {
  const { rows } = await pool.query<{ there: boolean }>('select to_regclass($1) is not null as there', [table]);
  return rows[0]?.there ?? false;
}

/** Stores a message of this week, which nothing may hold up. */
async function insertsGetThrough(): Promise<void> {
  const row = `insert into webhook_inbox (id, source, message_id, received_at, body, kind, verdict)
               values ($1, 'test', 'msg', now(), '', 'unknown', 'unknown')`;
  const tooLate = new Promise((resolve) => setTimeout(resolve, 500, 'waits').unref());
  const inserted = pool.query(row, [`${firstIdOf(WEEK + 1).slice(0, 24)}${crypto.randomUUID().slice(24)}`]);
  expect(await Promise.race([inserted.then(() => 'stored'), tooLate])).toBe('stored');
}

/** What a nightly `pg_dump` holds for as long as it runs. */
async function whileBackupRuns(work: () => Promise<void>): Promise<void> {
  await other.query(`begin; lock table ${PARTITIONED.join(', ')} in access share mode; select 1 from webhook_inbox`);
  await work();
  await other.query('commit');
}

it('makes this week’s partitions, one behind and four ahead, as PostgreSQL would have made them', async () => {
  await ensurePartitions(orm, { now: NOW, log });
  for (const table of PARTITIONED) {
    expect(await partitionsOf(table)).toEqual(namesOf(table, -1, 0, 1, 2, 3, 4));
    const week = WEEK + 5 * WEEK_MS;
    const [from, to] = [firstIdOf(week), firstIdOf(week + WEEK_MS)];
    await pool.query(`create table likeness partition of ${table} for values from ('${from}') to ('${to}')`);
    expect(await shapeOf(nameOf(table, WEEK))).toEqual(await shapeOf('likeness'));
    await pool.query('drop table likeness');
  }
});

/** Columns, constraints, and indexes with whether they belong to one of the parent's; names of indexes aside. */
async function shapeOf(table: string): Promise<unknown> {
  const { rows } = await pool.query(
    `select array(select format('%s %s %s %s', attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid))
                    from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
                   where attrelid = $1::regclass and attnum > 0 order by attnum) as columns,
            array(select format('%s %s', conname, pg_get_constraintdef(oid)) from pg_constraint
                   where conrelid = $1::regclass and contype in ('c', 'n') order by 1) as constraints,
            array(select regexp_replace(pg_get_indexdef(indexrelid), 'INDEX .* ON .* USING', 'INDEX USING') || ' of ' || inhparent::regclass
                    from pg_index left join pg_inherits on inhrelid = indexrelid
                   where indrelid = $1::regclass order by 1) as indexes`,
    [table],
  );
  return rows[0];
}

it('a backup that reads while the house is kept stops no webhooks, and the coming weeks are made beside it', async () => {
  await ensurePartitions(orm, { now: NOW, log });
  await whileBackupRuns(async () => {
    const later = new Date(NOW.getTime() + WEEK_MS);
    const made = ensurePartitions(orm, { now: later, log });
    await insertsGetThrough();
    await made;
    expect(await partitionsOf('events')).toContain(nameOf('events', WEEK + 5 * WEEK_MS));
  });
  expect(logged).toEqual([]);
});

it('an old partition that a backup reads is dropped the next time, and holds up neither webhooks nor new ones', async () => {
  await ensurePartitions(orm, { now: NOW, log });
  const old = { now: new Date(WEEK + WEEK_MS), keepMs: 1, log };
  await whileBackupRuns(async () => {
    const dropped = dropOldPartitions(orm, old);
    await new Promise((resolve) => setTimeout(resolve, 300)); // until it waits
    await insertsGetThrough();
    expect(await dropped).toEqual([]);
    expect(logged.join()).toContain('could not be dropped');
    await ensurePartitions(orm, { now: old.now, log });
  });
  const names = PARTITIONED.map((table) => nameOf(table, WEEK - WEEK_MS));
  expect((await dropOldPartitions(orm, old)).toSorted()).toEqual(names.toSorted());
  for (const name of names) expect(await isThere(name)).toBe(false);
});

it('drops one that was detached when the last try was interrupted', async () => {
  await ensurePartitions(orm, { now: NOW, log });
  const name = nameOf('events', WEEK - WEEK_MS);
  await pool.query(`alter table events detach partition ${name}`);
  expect(await dropOldPartitions(orm, { now: new Date(NOW.getTime() + WEEK_MS), keepMs: 1, log })).toContain(name);
  expect(await isThere(name)).toBe(false);
});

it('a start goes on without the partitions of coming weeks, and not without this week’s', async () => {
  await ensurePartitions(orm, { now: NOW, log });
  const nextWeek = nameOf('events', WEEK + 5 * WEEK_MS);
  await pool.query(`create table ${nextWeek} (in_the_way integer)`);
  await ensurePartitions(orm, { now: new Date(NOW.getTime() + WEEK_MS), log });
  expect(logged.join()).toContain('could not be created');
  expect(logged.join()).toContain(`"table":"events"`);
  await expect(ensurePartitions(orm, { now: new Date(NOW.getTime() + 5 * WEEK_MS), log })).rejects.toThrow(nextWeek);
});
