import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool, PoolClient } from 'pg';
import type { Logger } from '../logging/logger.ts';
import { sessionsOf } from './database.ts';
import { PARTITIONED, WEEK_MS, weekOf } from './partition-names.ts';
import { withLockTimeout } from './lock-timeout.ts';

interface Old {
  name: string;
  /** Its parent; null after it was detached. */
  parent: string | null;
  /** Whether detaching it was interrupted. */
  pending: boolean;
}

/**
 * Drops the partitions in which even the newest row is older than `keepMs`. Answers their names. One that is locked, by a
 * backup for example, is logged and left for the next time, with those after it: a parent can have only one that is being
 * detached.
 */
export async function dropOldPartitions(
  orm: MikroORM,
  { now, keepMs, log }: { now: Date; keepMs: number; log: Logger },
): Promise<string[]> {
  const pool = sessionsOf(orm);
  const old = (await weeklyTables(pool)).filter(({ name }) => weekOf(name) + WEEK_MS < now.getTime() - keepMs);
  const dropped: string[] = [];
  for (const { name } of old) {
    try {
      await withLockTimeout(pool, (client) => drop(client, name));
      dropped.push(name);
    } catch (error) {
      log.error({ err: error, partition: name }, 'partitions: an old one could not be dropped and will be retried');
      break;
    }
  }
  return dropped;
}

/**
 * In steps, continuing where the last try stopped. Dropping a partition directly would lock its parent for everyone. Raw SQL:
 * Kysely cannot detach partitions, and their names are made of dates.
 */
async function drop(client: PoolClient, name: string): Promise<void> {
  const [found] = await weeklyTables(client, name);
  if (found?.parent) {
    const how = found.pending ? 'finalize' : 'concurrently';
    await client.query(`alter table ${found.parent} detach partition ${name} ${how}`);
  }
  await client.query(`drop table if exists ${name}`); // unless another process did it first
}

/** By their names and not by their parents: one that was detached and not dropped has none. The oldest first. Raw SQL: the catalog of PostgreSQL. */
async function weeklyTables(db: Pool | PoolClient, only: string | null = null): Promise<Old[]> {
  const { rows } = await db.query<Old>(
    `select relname as name, inhparent::regclass::text as parent, coalesce(inhdetachpending, false) as pending
       from pg_class left join pg_inherits on inhrelid = oid
      where relkind = 'r' and relnamespace = (select n.oid from pg_namespace n where n.nspname = current_schema())
        and relname ~ $1 and ($2::text is null or relname = $2)
      order by right(relname, 8), relname`,
    [`^(${PARTITIONED.join('|')})_\\d{8}$`, only],
  );
  return rows;
}
