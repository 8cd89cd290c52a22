import { z } from 'zod';

export const syncStage = z.enum(['apps', 'triggers', 'actions', 'logos']);

export type SyncStage = z.infer<typeof syncStage>;

/** One run of the catalog's sync. */
export const syncRunSchema = z.object({
  id: z.string(),
  status: z.enum(['queued', 'running', 'succeeded', 'failed']),
  /** When it was requested, or started by the schedule. */
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** The current stage, or the one in which it failed. */
  stage: syncStage.nullable(),
  /** Finished items of the stage, and their total; null while unknown. */
  done: z.int(),
  expected: z.int().nullable(),
  apps: z.int(),
  actions: z.int(),
  triggers: z.int(),
  /** Rows that were new or different. */
  written: z.int(),
  error: z.string().nullable(),
  /** The installation admin who requested it; null for a scheduled run. */
  requestedBy: z.object({ name: z.string() }).nullable(),
});

export type SyncRun = z.infer<typeof syncRunSchema>;
