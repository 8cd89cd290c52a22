import { z } from 'zod';
import type { Job } from '../../platform/jobs/job.ts';

/** Ends what a deleted workspace had. Sent with the transaction that deletes it, and repeated for days: see modules/workspace-deletion. */
export const clearWorkspaceJob = {
  name: 'clear-workspace',
  data: z.object({
    workspaceId: z.string(),
    /** Who deleted it, for the history. */
    actor: z.object({ kind: z.literal('user'), id: z.string(), name: z.string() }),
    /** Whether to look once more, for what requests made that were let in before the end. */
    again: z.boolean(),
  }),
  retryLimit: 200,
  retryDelayMax: 3600,
} satisfies Job;
