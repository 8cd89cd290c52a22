import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { db, statements } from '../orm/tables.ts';

const shift = statements.selectFrom('history_clock').select('shift');

/**
 * The oldest transaction that is still running, as `tx_id` counts them (see continue-history.ts): everything visible now was
 * written by earlier ones, and everything that will become visible by this one or later ones.
 */
export const OLDEST_RUNNING = sql<string>`(
  (pg_snapshot_xmin(pg_current_snapshot())::text::numeric + (${shift}))::text::xid8
)`;

/** The same as a number in text. */
export async function oldestRunningTransaction(em: EntityManager): Promise<string> {
  const { rows } = await sql<{ xmin: string }>`select ${OLDEST_RUNNING}::text as xmin`.execute(db(em));
  return rows[0]?.xmin ?? '0';
}
