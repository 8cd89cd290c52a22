import { createHash } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';
import pLimit from 'p-limit';
import type { PoolClient } from 'pg';
import { reachedBy, sessionsOf } from './database.ts';
import { reportWaiting } from './report-waiting.ts';

/** The locks that processes of one installation take. The numbers mean nothing, but must not change. */
const LOCKS = {
  migrate: 7_226_001,
  syncCatalog: 7_226_002,
  partitions: 7_226_003,
  registerWebhook: 7_226_004,
  releaseGrant: 7_226_005,
} as const;

interface LockOptions {
  lock: keyof typeof LOCKS;
  /** Distinguishes several locks of this kind; omitted for a kind with only one. */
  key?: string;
  /** What to do if another process holds it: wait, or skip the work. */
  whenTaken: 'wait' | 'skip';
}

/**
 * Runs `work` in one process at a time. The lock belongs to a database session and not to a transaction, so that `work`
 * may be slow and call other systems; it is released if the process dies. Returns whether `work` was run.
 */
export async function withLock(orm: MikroORM, options: LockOptions, work: () => Promise<void>): Promise<boolean> {
  const attempt = () => holding(orm, options, work);
  return options.whenTaken === 'wait' ? LINES[options.lock](attempt) : attempt();
}

/**
 * A waiter holds a connection. If the waiters of one process took the whole pool, none would be left for the work that they wait for,
 * so within a process they wait without a connection.
 */
const LINES = {
  migrate: pLimit(1),
  syncCatalog: pLimit(1),
  partitions: pLimit(1),
  registerWebhook: pLimit(1),
  releaseGrant: pLimit(1),
} satisfies Record<keyof typeof LOCKS, unknown>;

async function holding(
  orm: MikroORM,
  { lock, key, whenTaken }: LockOptions,
  work: () => Promise<void>,
): Promise<boolean> {
  const id = lockId({ lock, key, schema: reachedBy(orm).schema });
  const holder = await sessionsOf(orm).connect();
  let taken = false;
  try {
    taken = whenTaken === 'skip' ? await tryTake(holder, id) : await take(orm, { holder, id, lock });
    if (!taken) return false;
    await work();
    return true;
  } finally {
    // PostgreSQL notices the end of a session a moment later; until then the lock would still seem to be held.
    if (taken) await holder.query('select pg_advisory_unlock($1)', [id]).catch(() => undefined);
    // Ends the session and so releases the lock: a broken connection could not be used to unlock.
    holder.release(true);
  }
}

async function tryTake(holder: PoolClient, id: string): Promise<boolean> {
  const { rows } = await holder.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [id]);
  return rows[0]?.taken ?? false;
}

interface Waiting {
  holder: PoolClient;
  id: string;
  lock: keyof typeof LOCKS;
}

async function take(orm: MikroORM, { holder, id, lock }: Waiting): Promise<true> {
  using waiting = new DisposableStack();
  waiting.use(reportWaiting(orm, lock));
  await holder.query('select pg_advisory_lock($1)', [id]);
  return true;
}

interface LockName {
  lock: keyof typeof LOCKS;
  key?: string | undefined;
  schema: string;
}

/**
 * 64 bits, as text because numbers here hold 53. Locks belong to a database, and installations in several schemas of one do not
 * wait for each other; in `public` the numbers are those of earlier versions. Two keys with the same hash only wait for each other.
 */
function lockId({ lock, key, schema }: LockName): string {
  const names = [...(schema === 'public' ? [] : [schema]), LOCKS[lock], ...(key === undefined ? [] : [key])];
  if (names.length === 1) return String(LOCKS[lock]);
  return createHash('sha256').update(names.join(' ')).digest().readBigInt64BE().toString();
}
