import { setTimeout as pause } from 'node:timers/promises';
import type { MikroORM } from '@mikro-orm/postgresql';
import { DatabaseSetupError } from '../database/database-setup-error.ts';
import { channelOf } from '../live/change-signal.ts';
import { poolOf, reachedBy } from './database.ts';

/**
 * Migrations after which an older version fails, with the reason. It must not run beside the newer one:
 * `20261206-exact-json`: it expands `app_metadata` as jsonb, so `connections.connected` fails with every call.
 * `20261215-plain-names`: it uses the former names of two tables and a column.
 */
const EXCLUSIVE: ReadonlySet<string> = new Set(['20261206-exact-json', '20261215-plain-names']);

/** Milliseconds. A process that was stopped a moment ago may still be seen. */
const MAX_WAIT_MS = 5_000;
const PAUSE_MS = 250;

/**
 * Each process keeps one listening session, which is recognized by its last statement: older versions did not name their sessions.
 * Before there was a channel for each schema, all listened to that of `public`, so another installation of the same role in
 * the same database may be counted too. Raw SQL: PostgreSQL's own view, which has no entity.
 */
const LISTENING = `
  select pid, client_addr as address, backend_start as since from pg_stat_activity
   where datname = current_database() and usename = current_user
     and query in ('listen patchbay_changes', $1, 'select pg_notify($1, $2)')
   order by backend_start`;

interface Listener {
  pid: number;
  address: string | null;
  since: Date;
}

/**
 * Refuses a migration that breaks older versions while one is running, before anything is changed. Throws
 * `DatabaseSetupError`.
 */
export async function refuseOlderProcesses(
  orm: MikroORM,
  pending: string[],
  { patienceMs = MAX_WAIT_MS } = {},
): Promise<void> {
  if (!pending.some((name) => EXCLUSIVE.has(name))) return;
  const until = performance.now() + patienceMs;
  let listeners = await listening(orm);
  while (listeners.length > 0 && performance.now() < until) {
    await pause(PAUSE_MS);
    listeners = await listening(orm);
  }
  if (listeners.length > 0) throw new DatabaseSetupError('OLDER_PROCESS_RUNS', inWords(listeners));
}

async function listening(orm: MikroORM): Promise<Listener[]> {
  const channel = `listen ${channelOf(reachedBy(orm).schema)}`;
  return (await (await poolOf(orm)).query<Listener>(LISTENING, [channel])).rows;
}

function inWords(listeners: Listener[]): { says: string; remedy: string } {
  const each = listeners.map(
    ({ pid, address, since }) => `from ${address ?? 'this machine'} since ${since.toISOString()} (session ${pid})`,
  );
  return {
    says: `An older version of Patchbay is connected to this database: ${each.join(', ')}. It cannot run beside this version.`,
    remedy: 'Stop every process of the older version, then start this one. Nothing has been changed yet.',
  };
}
