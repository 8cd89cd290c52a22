import { type OnConflictBuilder, sql } from 'kysely';
import type { Tables } from '../../../platform/orm/table-types.ts';

/**
 * Uses the partial index that allows only one waiting or running run; PostgreSQL cannot infer its condition from
 * parameters.
 */
export function unlessOneIsOpen(conflict: OnConflictBuilder<Tables, 'catalog_sync_runs'>) {
  return conflict.expression(sql`(true)`).where((eb) => sql<boolean>`${eb.ref('status')} in ('queued', 'running')`);
}
