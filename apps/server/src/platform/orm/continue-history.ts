import type { MikroORM } from '@mikro-orm/postgresql';
import type { PoolClient } from 'pg';
import { sql } from 'kysely';
import { logOf, sessionsOf } from './database.ts';
import { runOn } from './run-on.ts';
import { statements } from './tables.ts';

interface HistoryClock {
  /** The cluster that last used the tables. */
  known: string | null;
  cluster: string;
  /** What is added to this cluster's transaction numbers. */
  shift: string;
}

const CLOCK = statements
  .selectFrom('history_clock')
  .select(['cluster as known', 'shift'])
  .select(sql<string>`(select system_identifier::text from pg_control_system())`.as('cluster'));

/**
 * The tables whose rows are followed in the order of the transactions that wrote them; of partitioned ones the parent. Raw SQL:
 * the catalog of PostgreSQL.
 */
const FOLLOWED = `
  select c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
   where a.attname = 'tx_id' and a.atttypid = 'xid8'::regtype and c.relkind in ('r', 'p') and not c.relispartition
     and c.relnamespace = (select oid from pg_namespace where nspname = current_schema())`;

/**
 * Lets streams continue after a dump was restored. Its rows have transaction numbers of the cluster that wrote them, and another
 * cluster starts with small ones: new rows would sort before the restored ones, and readers would miss both for a long time. New rows
 * are therefore numbered after the restored ones, so readers can resume where they stopped. To be called before anything is written,
 * in one process at a time. Reads every row, once for each cluster.
 */
export async function continueHistory(orm: MikroORM): Promise<void> {
  const client = await sessionsOf(orm).connect();
  try {
    const [clock] = await runOn(client, CLOCK);
    if (clock && clock.known !== clock.cluster) await moveTo(clock, client, orm);
  } finally {
    client.release();
  }
}

async function moveTo(clock: HistoryClock, client: PoolClient, orm: MikroORM): Promise<void> {
  await client.query('begin');
  try {
    const { rows: tables } = await client.query<{ name: string }>(FOLLOWED);
    const names = tables.map(({ name }) => name);
    const shift = await shiftFor(names, clock, client);
    if (shift !== clock.shift) await number(names, shift, client);
    await runOn(client, statements.updateTable('history_clock').set({ cluster: clock.cluster, shift }));
    await client.query('commit');
    if (shift !== clock.shift)
      logOf(orm).info({ shift }, 'database: restored from another server, the history goes on');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/**
 * The same as before where everything was written by earlier transactions of this cluster. Raw SQL: the tables are those that
 * the catalog names.
 */
async function shiftFor(names: string[], { shift }: HistoryClock, client: PoolClient): Promise<string> {
  const latest = names.map((name) => `select max(tx_id) as tx_id from "${name}"`).join(' union all ');
  const { rows } = await client.query<{ shift: string | null }>(
    `select (max(tx_id)::text::numeric + 1 - pg_current_xact_id()::text::numeric)::text as shift
       from (${latest || 'select null::xid8 as tx_id'}) written
     having max(tx_id)::text::numeric >= pg_current_xact_id()::text::numeric + $1::bigint`,
    [shift],
  );
  return rows[0]?.shift ?? shift;
}

/** Raw SQL: Kysely cannot change the default of a column to an expression of the catalog's tables. */
async function number(names: string[], shift: string, client: PoolClient): Promise<void> {
  for (const name of names)
    await client.query(
      `alter table "${name}" alter column tx_id set default ((pg_current_xact_id()::text::numeric + ${shift})::text::xid8)`,
    );
}
