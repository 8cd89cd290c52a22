import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import type { Job } from '../../platform/jobs/job.ts';

/** Makes the provider hold what we want of a connection's triggers. Sent with the transaction that wants it. */
export const settleTriggersJob = {
  name: 'settle-triggers',
  data: z.object({ workspaceId: z.string(), connectionId: idSchema }),
  retryLimit: 200,
  retryDelayMax: 600,
} satisfies Job;

/** Asks the provider whether a trigger is off, after a message that said so. */
export const checkSubscriptionJob = {
  name: 'check-subscription',
  data: z.object({ workspaceId: z.string(), upstreamId: z.string(), reason: z.string().nullable() }),
  retryLimit: 20,
  retryDelayMax: 300,
} satisfies Job;
