import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Job } from '../../../platform/jobs/job.ts';
import { Attempt } from './attempt.entity.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { endAttempt } from './end-attempt.ts';
import { runForAttempt } from './run-for-attempt.ts';
import { verifyAttempt } from './verify-attempt.ts';

/** Once a minute: what the jobs above missed, and attempts whose return was lost. */
export const sweepAttemptsJob = {
  name: 'sweep-attempts',
  data: z.object({}),
  retryLimit: 0,
  retryDelayMax: 2,
  cron: '* * * * *',
  singleton: true,
} satisfies Job;

/** How many attempts one sweep looks at: a bound on the calls to the provider in a minute. */
const BATCH = 200;
/** Milliseconds. The next sweep comes after a minute and finds this one done. */
const LONGEST = 40_000;

/**
 * The safety net of the deadline jobs: ends what is overdue and looks after open attempts whose return may have been lost.
 * One attempt's trouble does not keep the others waiting, and a provider that is away is asked once.
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
