import { z } from 'zod';
import { idSchema } from '../../../platform/ids.ts';

/** Names an attempt, with the connection that it is of. */
export const attemptKey = z.object({ workspaceId: z.string(), connectionId: idSchema, attemptId: idSchema });

export type AttemptKey = z.infer<typeof attemptKey>;
