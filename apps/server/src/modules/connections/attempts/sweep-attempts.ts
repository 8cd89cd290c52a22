import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Job } from '../../../platform/jobs/job.ts';
import { Attempt } from './attempt.entity.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { endAttempt } from './end-attempt.ts';
import { runForAttempt } from './run-for-attempt.ts';
import { verifyAttempt } from './verify-attempt.ts';

/** Runs every minute: handles overdue attempts, and attempts whose return was lost. */
export const sweepAttemptsJob = {
  name: 'sweep-attempts',
  data: z.object({}),
  retryLimit: 0,
  retryDelayMax: 2,
  cron: '* * * * *',
  singleton: true,
} satisfies Job;

/** Attempts per sweep: limits the provider calls per minute. */
const BATCH = 200;
/** Maximum duration of one sweep in milliseconds, so that it ends before the next one starts. */
const LONGEST = 40_000;

/**
 * The safety net behind the deadline jobs: ends overdue attempts, and checks open attempts whose return may have been
 * lost. An error for one attempt does not block the others, and a provider that is unavailable is asked once.
 */
export async function sweepAttempts(deps: ConnectionsDeps, em: EntityManager): Promise<void> {
  const started = deps.clock.now();
  const late = () => deps.clock.now().getTime() - started.getTime() > LONGEST;
  const open = await em.fork().find(Attempt, { status: 'open' }, { orderBy: { expiresAt: 'asc' }, limit: BATCH });
  let away = false;
  for (const attempt of open) {
    const overdue = attempt.expiresAt <= started;
    if (!overdue && (away || late())) return;
    away = (await lookAfter(deps, em, { attempt, overdue })) === 'away';
  }
}

function lookAfter(
  deps: ConnectionsDeps,
  em: EntityManager,
  { attempt, overdue }: { attempt: Attempt; overdue: boolean },
): Promise<'done' | 'away'> {
  const { workspaceId, connectionId, id: attemptId } = attempt;
  const key = { workspaceId, connectionId, attemptId };
  return runForAttempt(deps, key, () => (overdue ? endAttempt(deps, em, key) : verifyAttempt(deps, { em, ...key })));
}
