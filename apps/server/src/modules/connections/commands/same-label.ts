import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { folded } from '../../../platform/orm/natural-order.ts';

interface Labeled {
  workspaceId: string;
  appSlug: string;
  label: string;
  /** The connection that is to have it. */
  id: string;
}

/**
 * The other connection of the app whose label reads the same: `work` for `Work`, whatever way its accents are encoded. From
 * here to the end of the transaction no label of the app is given in the workspace. A lock and not a unique index, because
 * such labels that are there from before stay usable.
 */
export async function lockSameLabel(
  tx: EntityManager,
  { workspaceId, appSlug, label, id }: Labeled,
): Promise<string | undefined> {
  const db = tx.getKysely<Record<string, never>>();
  const place = `labels ${workspaceId} ${appSlug}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${place}, 0))`.execute(db);
  const { rows } = await sql<{ id: string }>`
    select id from entity_connections
     where workspace_id = ${workspaceId} and app_slug = ${appSlug} and id <> ${id}
       and ${folded(sql`label`)} = ${folded(sql`${label}::text`)}
     order by label = ${label} desc, created_at, id limit 1
  `.execute(db);
  return rows[0]?.id;
}
