import type { MikroORM } from '@mikro-orm/postgresql';
import { logOf, poolOf } from './database.ts';

/** Milliseconds of waiting before the first log line, and between two. */
const SAY_AFTER = 2_000;

/**
 * The other sessions whose locks a session of this role waits for in this database. Raw SQL: PostgreSQL's own view, which has
 * no entity.
 */
const BLOCKERS = `
  select distinct blocker.pid, blocker.application_name as application, blocker.state, blocker.xact_start as since
    from pg_stat_activity waiting
    cross join unnest(pg_blocking_pids(waiting.pid)) as blocked_by
    join pg_stat_activity blocker on blocker.pid = blocked_by
   where waiting.datname = current_database() and waiting.usename = current_user and waiting.wait_event_type = 'Lock'`;

/** Logs periodically which sessions a start is waiting for; otherwise it would seem to hang without a reason. */
export function reportWaiting(orm: MikroORM, waitsFor: string): Disposable {
  const report = async () => {
    const { rows: blockers } = await (await poolOf(orm)).query(BLOCKERS);
    if (blockers.length > 0) logOf(orm).warn({ waitsFor, blockers }, 'database: waiting for a lock that others hold');
  };
  const timer = setInterval(() => {
    report().catch((error: unknown) => logOf(orm).debug({ err: error }, 'database: cannot see who holds the lock'));
  }, SAY_AFTER);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
