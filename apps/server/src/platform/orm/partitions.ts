import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { Logger } from '../logging/logger.ts';
import { withLock } from './advisory-lock.ts';
import { sessionsOf } from './database.ts';
import { firstIdOf, nameOf, PARTITIONED, WEEK_MS, weekAt } from './partition-names.ts';
import { withLockTimeout } from './lock-timeout.ts';

/** Partitions that are created in advance: nothing is lost if maintenance does not run for a month. */
const WEEKS_AHEAD = 4;
/** And for the past: another process's clock may be slow, and rows belong to the week in which their id was created. */
const WEEKS_BEHIND = 1;

interface Wanted {
  table: string;
  week: number;
}

/**
 * Creates the partitions for the coming weeks. Cheap if they exist. Throws if this week's is missing and cannot be created, because
 * nothing can be stored then. Failures for other weeks are only logged; there is time.
 */
export async function ensurePartitions(orm: MikroORM, { now, log }: { now: Date; log: Logger }): Promise<void> {
  const pool = sessionsOf(orm);
  if ((await missing(pool, now)).length === 0) return;
  await withLock(orm, { lock: 'partitions', whenTaken: 'wait' }, async () => {
    for (const wanted of await missing(pool, now)) {
      try {
        await make(pool, wanted);
      } catch (error) {
        if (wanted.week === weekAt(now)) throw error;
        // The others would fail for the same reason; the hourly job retries.
        return log.error({ err: error, ...wanted }, 'partitions: one for a coming week could not be created');
      }
    }
  });
}

/**
 * Creates a table and then attaches it: `create table … partition of` takes an exclusive lock on the parent, and so waits for its
 * readers, such as a backup, with all inserts waiting behind it. Attaching only excludes other such changes. Two statements in one
 * query are one transaction. Raw SQL: Kysely has no partitions, and their names are made of dates.
 */
function make(pool: Pool, { table, week }: Wanted): Promise<void> {
  const name = nameOf(table, week);
  const [from, to] = [firstIdOf(week), firstIdOf(week + WEEK_MS)];
  return withLockTimeout(pool, async (client) => {
    await client.query(
      `create table ${name} (like ${table} including all);
       alter table ${table} attach partition ${name} for values from ('${from}') to ('${to}')`,
    );
  });
}

/** Those that are needed soonest first. */
async function missing(pool: Pool, now: Date): Promise<Wanted[]> {
  const there = new Set(await partitions(pool));
  const distances = Array.from({ length: WEEKS_BEHIND + 1 + WEEKS_AHEAD }, (_, index) => index - WEEKS_BEHIND);
  return distances
    .toSorted((a, b) => Math.abs(a) - Math.abs(b))
    .flatMap((distance) => PARTITIONED.map((table) => ({ table, week: weekAt(now) + distance * WEEK_MS })))
    .filter(({ table, week }) => !there.has(nameOf(table, week)));
}

/** Raw SQL: the catalog of PostgreSQL. */
async function partitions(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select child.relname as name from pg_inherits
       join pg_class child on child.oid = inhrelid
      where inhparent = any ($1::regclass[])`,
    [PARTITIONED.map((table) => table)],
  );
  return rows.map(({ name }) => name);
}
