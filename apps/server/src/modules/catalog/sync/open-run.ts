import { type OnConflictBuilder, sql } from 'kysely';
import type { Tables } from '../../../platform/orm/table-types.ts';

/** By the index that keeps a second run from waiting or running; its condition cannot be found with parameters. */
export function unlessOneIsOpen(conflict: OnConflictBuilder<Tables, 'catalog_sync_runs'>) {
  return conflict.expression(sql`(true)`).where((eb) => sql<boolean>`${eb.ref('status')} in ('queued', 'running')`);
}
