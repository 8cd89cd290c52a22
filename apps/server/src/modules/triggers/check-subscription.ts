import { z } from 'zod';
import type { Job } from '../../platform/jobs/job.ts';
import { changeSubscription } from './trigger-health.ts';
import { TriggerSubscription } from './trigger-subscription.entity.ts';
import type { TriggersDeps } from './triggers.deps.ts';

/** Asks the provider whether a trigger is disabled, after a webhook that said so. */
export const checkSubscriptionJob = {
  name: 'check-subscription',
  data: z.object({ workspaceId: z.string(), upstreamId: z.string(), reason: z.string().nullable() }),
  retryLimit: 20,
  retryDelayMax: 300,
} satisfies Job;

interface Claim {
  workspaceId: string;
  upstreamId: string;
  /** The provider's reason, for the log. */
  reason: string | null;
}

/**
 * Handles a webhook that says the provider has disabled a trigger. Such webhooks arrive late, so only the provider's
 * current answer counts. The trigger is then shown with a problem, for a member to enable again; a trigger that
 * stopped with its grant resumes when the connection does.
 */
export async function checkSubscription(deps: TriggersDeps, claim: Claim): Promise<void> {
  const { workspaceId, upstreamId, reason } = claim;
  const { provider, log } = deps;
  const em = deps.orm.em.fork();
  const row = await em.findOne(TriggerSubscription, { workspaceId, upstreamId, desiredState: 'on' });
  if (!row?.upstreamAccountId) return;
  const instances = await provider.listTriggers(row.upstreamAccountId);
  if (instances.find(({ id }) => id === upstreamId)?.enabled) return;
  log.warn({ subscriptionId: row.id, reason }, 'triggers: the provider has disabled a trigger');
  await changeSubscription(deps, row, { change: { state: 'paused', problem: 'switched_off', problemDetail: reason } });
}
