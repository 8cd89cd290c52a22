import { z } from 'zod';
import { idSchema } from '../../../platform/ids.ts';

/** Identifies an attempt and its connection. */
export const attemptKey = z.object({ workspaceId: z.string(), connectionId: idSchema, attemptId: idSchema });

export type AttemptKey = z.infer<typeof attemptKey>;
