import type { MikroORM } from '@mikro-orm/postgresql';
import { Attempt } from './attempt.entity.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { endAttempt } from './end-attempt.ts';
import { runForAttempt } from './run-for-attempt.ts';

/** Milliseconds that an attempt's own job has, from the deadline on. */
const JOB_HAS = 15_000;
/** How many are ended in one go. */
const BATCH = 200;

/**
 * Ends what its own job did not: pg-boss takes a minute and more to notice that the worker of a job died, and a sweep that
 * dies holds up the next one as long. This is looked for by every process itself, so it holds while any of them lives:
 * a minute after its deadline nothing is pending. One that cannot be ended does not hold up the
 * others. Answers 0: what could not be ended now is looked at in the next round.
 */
export async function expireOverdueAttempts(deps: ConnectionsDeps & { orm: MikroORM }): Promise<number> {
  const before = new Date(deps.clock.now().getTime() - JOB_HAS);
  const overdue = { status: 'open' as const, expiresAt: { $lt: before } };
  const found = await deps.orm.em.fork().find(Attempt, overdue, { orderBy: { expiresAt: 'asc' }, limit: BATCH });
  for (const { workspaceId, connectionId, id: attemptId } of found) {
    const key = { workspaceId, connectionId, attemptId };
    await runForAttempt(deps, key, () => endAttempt(deps, deps.orm.em.fork(), key));
  }
  return 0;
}
