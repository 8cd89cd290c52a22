import { defineEntity, p } from '@mikro-orm/core';
import type { SyncRun, SyncStage } from '@patchbay/contracts';
import type { Actor } from '../../access/index.ts';
import type { TableOf } from '../../../platform/orm/table-types.ts';

/** One sync of the provider’s catalog, with its progress. */
export const SyncRunRow = defineEntity({
  name: 'SyncRunRow',
  tableName: 'catalog_sync_runs',
  properties: {
    id: p.uuid().primary(),
    status: p.string().$type<SyncRun['status']>(),
    startedAt: p.datetime(),
    finishedAt: p.datetime().nullable(),
    apps: p.integer().default(0),
    actions: p.integer().default(0),
    triggers: p.integer().default(0),
    error: p.string().nullable(),
    stage: p.string().$type<SyncStage>().nullable(),
    done: p.integer().default(0),
    expected: p.integer().nullable(),
    /** Rows that were new or different. */
    written: p.integer().default(0),
    /** Null for a scheduled one. */
    requestedBy: p.json<Actor>().nullable(),
  },
});

declare module '../../../platform/orm/table-types.ts' {
  interface Tables {
    catalog_sync_runs: TableOf<typeof SyncRunRow>;
  }
}
