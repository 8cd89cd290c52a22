import { z } from 'zod';
import type { Job } from '../../platform/jobs/job.ts';
import { TriggerSubscription } from './trigger-subscription.entity.ts';
import type { TriggersDeps } from './triggers.deps.ts';

/** Asks the provider whether a trigger is off, after a message that said so. */
export const checkSubscriptionJob = {
  name: 'check-subscription',
  data: z.object({ workspaceId: z.string(), upstreamId: z.string(), reason: z.string().nullable() }),
  retryLimit: 20,
  retryDelayMax: 300,
} satisfies Job;

interface Claim {
  workspaceId: string;
  upstreamId: string;
  /** The provider's word for why, for the log. */
  reason: string | null;
}

/**
 * A message said that the provider has switched a trigger off. Such messages come late: only what the provider says when
 * it is asked counts. It is then shown as a problem, for a member to enable again; one that stopped with its grant comes
 * back by itself when the connection does.
 */
export async function checkSubscription({ orm, provider, clock, log }: TriggersDeps, claim: Claim): Promise<void> {
  const { workspaceId, upstreamId, reason } = claim;
  const em = orm.em.fork();
  const row = await em.findOne(TriggerSubscription, { workspaceId, upstreamId, desiredState: 'on' });
  if (!row?.upstreamAccountId) return;
  const instances = await provider.listTriggers(row.upstreamAccountId);
  if (instances.find(({ id }) => id === upstreamId)?.enabled) return;
  log.warn({ subscriptionId: row.id, reason }, 'triggers: the provider has switched one off');
  Object.assign(row, { state: 'paused', problem: 'switched_off', updatedAt: clock.now() });
  await em.flush();
}
