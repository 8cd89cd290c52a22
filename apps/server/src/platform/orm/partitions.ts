import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { Logger } from '../logging/logger.ts';
import { withLock } from './advisory-lock.ts';
import { sessionsOf } from './database.ts';
import { firstIdOf, nameOf, PARTITIONED, WEEK_MS, weekAt } from './partition-names.ts';
import { withLockTimeout } from './lock-timeout.ts';

/** Partitions that are made ahead of their time: a maintenance that does not run for a month loses nothing. */
const WEEKS_AHEAD = 4;
/** And behind it: another process's clock may be late, and rows keep the week in which their id was made. */
const WEEKS_BEHIND = 1;

interface Wanted {
  table: string;
  week: number;
}

/**
 * Makes the partitions that rows of the coming weeks need. Cheap when they are there. Throws when one of this week is
 * missing and cannot be made: nothing can be stored then. That others cannot be made is logged; there is time.
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
        // The rest would fail of the same; the hourly job tries again.
        return log.error({ err: error, ...wanted }, 'partitions: one for a coming week could not be made');
      }
    }
  });
}

/**
 * As a table that is attached when it is complete: `create table … partition of` locks everybody out of the parent, and so
 * waits for its readers, such as a backup, with all inserts behind it. Attaching only excludes other such changes. Two
 * statements in one query are one transaction. Raw SQL: Kysely has no partitions, and their names are made of dates.
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
