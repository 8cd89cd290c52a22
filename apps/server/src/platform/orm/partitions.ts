import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { withLock } from './advisory-lock.ts';
import { poolOf } from './database.ts';

/** The tables that are partitioned by week, on an `id` that is a UUID version 7. */
const PARTITIONED = ['webhook_inbox', 'events', 'deliveries'] as const;

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** Partitions that are made ahead of their time: a maintenance that does not run for a month loses nothing. */
const WEEKS_AHEAD = 4;
/** And behind it: another process's clock may be late, and rows keep the week in which their id was made. */
const WEEKS_BEHIND = 1;

/** Makes the partitions that rows of the coming weeks need. Cheap when they are there. */
export async function ensurePartitions(orm: MikroORM, now: Date): Promise<void> {
  const pool = await poolOf(orm);
  if ((await missing(pool, now)).length === 0) return;
  await withLock(orm, { lock: 'partitions', whenTaken: 'wait' }, async () => {
    for (const { table, week } of await missing(pool, now)) {
      const [from, to] = [firstIdOf(week), firstIdOf(week + WEEK_MS)];
      await pool.query(
        `create table ${nameOf(table, week)} partition of ${table} for values from ('${from}') to ('${to}')`,
      );
    }
  });
}

/** Drops the partitions in which even the newest row is older than `keepMs`. Answers their names. */
export async function dropOldPartitions(
  orm: MikroORM,
  { now, keepMs }: { now: Date; keepMs: number },
): Promise<string[]> {
  const pool = await poolOf(orm);
  const old = (await partitions(pool)).filter((name) => weekOf(name) + WEEK_MS < now.getTime() - keepMs);
  for (const name of old) await pool.query(`drop table ${name}`);
  return old;
}

async function missing(pool: Pool, now: Date): Promise<{ table: string; week: number }[]> {
  const there = new Set(await partitions(pool));
  const thisWeek = Math.floor(now.getTime() / WEEK_MS) * WEEK_MS;
  const weeks = Array.from(
    { length: WEEKS_BEHIND + 1 + WEEKS_AHEAD },
    (_, index) => thisWeek + (index - WEEKS_BEHIND) * WEEK_MS,
  );
  return PARTITIONED.flatMap((table) => weeks.map((week) => ({ table, week }))).filter(
    ({ table, week }) => !there.has(nameOf(table, week)),
  );
}

async function partitions(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select child.relname as name from pg_inherits
       join pg_class child on child.oid = inhrelid
      where inhparent = any ($1::regclass[])
      order by name`,
    [PARTITIONED.map((table) => table)],
  );
  return rows.map(({ name }) => name);
}

function nameOf(table: string, week: number): string {
  return `${table}_${new Date(week).toISOString().slice(0, 10).replaceAll('-', '')}`;
}

function weekOf(name: string): number {
  const [, year, month, day] = /(\d{4})(\d{2})(\d{2})$/.exec(name) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day));
}

/** The smallest UUID version 7 of an instant: its first 48 bits are milliseconds since 1970 (RFC 9562, section 5.7). */
export function firstIdOf(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
