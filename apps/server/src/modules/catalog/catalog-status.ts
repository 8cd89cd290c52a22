import { syncRunSchema } from '@patchbay/contracts';
import { z } from 'zod';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { Access } from '../access/index.ts';

export const catalogStatusOutput = z.object({
  apps: z.int(),
  actions: z.int(),
  triggers: z.int(),
  lastSyncedAt: z.iso.datetime().nullable(),
  /** Whether a sync waits or runs. */
  running: z.boolean(),
  /** How far it is, without a stage while it waits; null when there is none. */
  progress: syncRunSchema.pick({ stage: true, done: true, expected: true }).nullable(),
});

interface Row extends Omit<z.infer<typeof catalogStatusOutput>, 'lastSyncedAt'> {
  lastSyncedAt: Date | null;
}

/** How much there is, and how fresh it is. */
export async function catalogStatus({ em }: Access): Promise<z.infer<typeof catalogStatusOutput>> {
  const [row] = await executeSql<Row>(
    em,
    `select (select count(*)::int from composio_apps_cache where gone_at is null) as apps,
            (select count(*)::int from composio_actions_cache where gone_at is null) as actions,
            (select coalesce(sum(triggers_count), 0)::int from composio_apps_cache where gone_at is null) as triggers,
            (select max(finished_at) from catalog_sync_runs where status = 'succeeded') as "lastSyncedAt",
            exists (select 1 from catalog_sync_runs where status in ('queued', 'running')) as running,
            (select jsonb_build_object('stage', stage, 'done', done, 'expected', expected)
               from catalog_sync_runs where status in ('queued', 'running')) as progress`,
  );
  if (!row) throw new Error('a query without a table answered no row');
  return { ...row, lastSyncedAt: row.lastSyncedAt?.toISOString() ?? null };
}
