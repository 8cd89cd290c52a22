import type { MikroORM } from '@mikro-orm/postgresql';
import { Attempt } from './attempt.entity.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { endAttempt } from './end-attempt.ts';
import { runForAttempt } from './run-for-attempt.ts';

/** Milliseconds after the deadline that are left to the attempt's own job. */
const JOB_GRACE_MS = 15_000;
/** Attempts per round. */
const BATCH = 200;

/**
 * Ends attempts that their own jobs did not end: pg-boss needs more than a minute to notice that the worker of a job
 * died, and a sweep whose worker died blocks the next one as long. Every process polls for them, so while any process
 * lives, no attempt is pending a minute after its deadline. An attempt that cannot be ended does not block the
 * others. Returns 0: failed attempts wait for the next round.
 */
export async function expireOverdueAttempts(deps: ConnectionsDeps & { orm: MikroORM }): Promise<number> {
  const before = new Date(deps.clock.now().getTime() - JOB_GRACE_MS);
  const overdue = { status: 'open' as const, expiresAt: { $lt: before } };
  const found = await deps.orm.em.fork().find(Attempt, overdue, { orderBy: { expiresAt: 'asc' }, limit: BATCH });
  for (const { workspaceId, connectionId, id: attemptId } of found) {
    const key = { workspaceId, connectionId, attemptId };
    await runForAttempt(deps, key, () => endAttempt(deps, deps.orm.em.fork(), key));
  }
  return 0;
}
