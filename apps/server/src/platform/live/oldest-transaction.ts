import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';

/**
 * The oldest transaction that is still running, as a number in text: everything visible now was written by earlier ones,
 * and everything that will become visible by this one or later ones.
 */
export async function oldestRunningTransaction(em: EntityManager): Promise<string> {
  const { rows } = await sql<{ xmin: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(
    em.getKysely<Record<string, never>>(),
  );
  return rows[0]?.xmin ?? '0';
}
