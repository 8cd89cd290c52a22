import type { EntityManager } from '@mikro-orm/postgresql';
import { ProviderFailure } from '../provider/provider.port.ts';
import { Attempt } from './attempt.entity.ts';
import type { ConnectionsDeps } from './connections.deps.ts';
import { endAttempt } from './end-attempt.ts';
import { verifyAttempt } from './verify-attempt.ts';

/** How many attempts one sweep looks at: a bound on the calls to the provider in a minute. */
const BATCH = 200;

/**
 * The net below the deadline jobs: ends what is overdue and looks after open attempts whose return may have been lost.
 * One attempt's trouble does not keep the others waiting.
 */
export async function sweepAttempts(deps: ConnectionsDeps, em: EntityManager): Promise<void> {
  const open = await em.fork().find(Attempt, { status: 'open' }, { orderBy: { expiresAt: 'asc' }, limit: BATCH });
  for (const { workspaceId, connectionId, id: attemptId, expiresAt } of open) {
    const key = { workspaceId, connectionId, attemptId };
    try {
      if (expiresAt <= deps.clock.now()) await endAttempt(deps, em, key);
      else await verifyAttempt(deps, { em, ...key });
    } catch (error) {
      const level = error instanceof ProviderFailure ? 'warn' : 'error';
      deps.log[level]({ err: error, ...key }, 'sweep: could not look after an attempt');
    }
  }
}
