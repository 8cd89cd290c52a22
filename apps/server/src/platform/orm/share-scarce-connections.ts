import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { databaseTrouble } from '../errors/database-trouble.ts';

/** Milliseconds before a pool whose connection was refused tries to open another one. */
const ASK_AGAIN_AFTER = 5_000;
/** Milliseconds between two tries of a pool that has no connection at all. */
const PAUSE = 200;

type Connect = () => Promise<PoolClient>;
type Callback = (error: unknown, client?: PoolClient, release?: PoolClient['release']) => void;

/** Pools that the server recently refused a connection. */
const SHORT = new WeakSet<Pool>();

/** Whether the server, not the setting, currently limits how many connections the pool has, possibly to none. */
export function isShortOfConnections(pool: Pool): boolean {
  return SHORT.has(pool);
}

/**
 * Lets a pool work with the connections it has if the server accepts no more (53300): a caller waits for a free one, as with a pool
 * that has reached its configured size. A pool that has none tries for `patienceMs`; processes that have idle ones
 * close them after ten seconds. Without it, requests would fail although the process could serve them one after the other.
 */
export function shareScarceConnections(pool: Pool, patienceMs: number): void {
  const ask = pool.connect.bind(pool) as Connect;
  const most = pool.options.max;
  let asking: NodeJS.Timeout | undefined;
  const doWith = (count: number) => {
    SHORT.add(pool);
    // Zero would be no limit.
    pool.options.max = Math.max(count, 1);
    clearTimeout(asking);
    asking = setTimeout(() => {
      SHORT.delete(pool);
      pool.options.max = most;
    }, ASK_AGAIN_AFTER).unref();
  };
  const connect: Connect = async () => {
    const until = performance.now() + patienceMs;
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (databaseTrouble(error) !== 'connections_exhausted') throw error;
        doWith(pool.totalCount);
        if (pool.totalCount > 0) continue;
        if (performance.now() + PAUSE > until) throw error;
        await pause(PAUSE);
      }
    }
  };
  pool.connect = ((callback?: Callback) => answered(connect(), callback)) as Pool['connect'];
}

/** `Pool.query` passes a callback; everything else awaits. */
function answered(connecting: Promise<PoolClient>, tell?: Callback): Promise<PoolClient> | undefined {
  if (!tell) return connecting;
  connecting.then(
    (client) => tell(undefined, client, client.release.bind(client)),
    (error: unknown) => tell(error),
  );
  return undefined;
}
