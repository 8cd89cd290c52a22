import { z } from 'zod';

export const syncStage = z.enum(['apps', 'triggers', 'actions', 'logos']);

export type SyncStage = z.infer<typeof syncStage>;

/** One run of the catalog's sync. */
export const syncRunSchema = z.object({
  id: z.string(),
  status: z.enum(['queued', 'running', 'succeeded', 'failed']),
  /** When it was asked for or, by the clock, begun. */
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** What it is at, or was at when it failed. */
  stage: syncStage.nullable(),
  /** Items of the stage that are done, and how many there will be; null while that is not known. */
  done: z.int(),
  expected: z.int().nullable(),
  apps: z.int(),
  actions: z.int(),
  triggers: z.int(),
  /** Rows that were new or different. */
  written: z.int(),
  error: z.string().nullable(),
  /** The installation admin who asked for it; null: the schedule. */
  requestedBy: z.object({ name: z.string() }).nullable(),
});

export type SyncRun = z.infer<typeof syncRunSchema>;
