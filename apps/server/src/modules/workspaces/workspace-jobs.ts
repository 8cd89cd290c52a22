import { z } from 'zod';
import type { Job } from '../../platform/jobs/job.ts';

/**
 * Cleans up after a deleted workspace. Enqueued in the transaction that deletes it, and retried for days: see
 * modules/workspace-deletion.
 */
export const clearWorkspaceJob = {
  name: 'clear-workspace',
  data: z.object({
    workspaceId: z.string(),
    /** The person or installation key that deleted it, for the history. */
    actor: z.object({ kind: z.enum(['user', 'installation']), id: z.string(), name: z.string() }),
    /** Whether to run once more later, for what requests created that were authorized before the deletion. */
    again: z.boolean(),
  }),
  retryLimit: 200,
  retryDelayMax: 3600,
} satisfies Job;
