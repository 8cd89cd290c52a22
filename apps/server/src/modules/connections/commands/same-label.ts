import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { folded } from '../../../platform/orm/natural-order.ts';
import { db } from '../../../platform/orm/tables.ts';

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
  const lock = `labels ${workspaceId} ${appSlug}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(db(tx));
  const same = await db(tx)
    .selectFrom('entity_connections')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('app_slug', '=', appSlug)
    .where('id', '<>', id)
    .where((eb) => eb(folded(eb.ref('label')), '=', folded(eb.cast<string>(eb.val(label), 'text'))))
    .orderBy((eb) => eb('label', '=', label), 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return same?.id;
}
