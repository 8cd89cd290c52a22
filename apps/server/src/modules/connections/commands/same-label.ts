import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { folded } from '../../../platform/orm/natural-order.ts';
import { db } from '../../../platform/orm/tables.ts';

interface Labeled {
  workspaceId: string;
  appSlug: string;
  label: string;
  /** Labels distinguish the connections of one end user; null: those of the workspace itself. */
  endUserId: string | null;
  /** The connection that is to get the label. */
  id: string;
}

/**
 * Finds another connection of the app whose label is equal ignoring case and Unicode normalization, and holds a lock
 * until the end of the transaction, so that no other label of the app is changed in the workspace. A lock and not a
 * unique index, because duplicates from earlier versions stay usable.
 */
export async function lockSameLabel(
  tx: EntityManager,
  { workspaceId, appSlug, label, endUserId, id }: Labeled,
): Promise<string | undefined> {
  const lock = `labels ${workspaceId} ${appSlug}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(db(tx));
  const same = await db(tx)
    .selectFrom('entity_connections')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('app_slug', '=', appSlug)
    .where('id', '<>', id)
    .where('end_user_id', 'is not distinct from', endUserId)
    .where((eb) => eb(folded(eb.ref('label')), '=', folded(eb.cast<string>(eb.val(label), 'text'))))
    .orderBy((eb) => eb('label', '=', label), 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return same?.id;
}
