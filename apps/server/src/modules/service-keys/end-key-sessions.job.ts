import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import type { Job } from '../../platform/jobs/job.ts';
import { actorSchema } from '../access/index.ts';

/** Ends the connect sessions that a revoked key has created. Handled by connect-sessions, which is above this module. */
export const endKeySessionsJob = {
  name: 'end-key-sessions',
  data: z.object({ keyId: idSchema, workspaceId: z.string(), actor: actorSchema }),
  retryLimit: 200,
  retryDelayMax: 60,
} satisfies Job;
