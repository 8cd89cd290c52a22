import type { EntityManager } from '@mikro-orm/postgresql';
import { anyOf, now } from '../../platform/orm/expressions.ts';
import { jsonValue } from '../../platform/orm/json-value.ts';
import { inNaturalOrder } from '../../platform/orm/natural-order.ts';
import { db } from '../../platform/orm/tables.ts';
import { type Actor, adminsAmong, type ShownTo, wasShown } from '../access/index.ts';

/** The active keys that the workspace manages and whose secret this person has seen, sorted by name. */
export function listShownKeys(em: EntityManager, person: ShownTo): Promise<{ id: string; name: string }[]> {
  return shownKeys(em, person)
    .select(['id', 'name'])
    .orderBy((eb) => inNaturalOrder(eb.ref('name')))
    .orderBy('id')
    .execute();
}

/** Revokes them, except the kept ones. Returns their ids, for `KeyReader.forget` after the commit. */
export async function revokeShownKeys(
  tx: EntityManager,
  person: ShownTo,
  { kept, actor }: { kept: string[]; actor: Actor },
): Promise<string[]> {
  const shown = shownKeys(tx, person)
    .select('id')
    .where((eb) => eb.not(eb('id', '=', anyOf(kept))));
  const revoked = await db(tx)
    .updateTable('service_keys')
    .set({ revoked_at: now, revoked_by: jsonValue(actor) })
    .where('id', 'in', shown.orderBy('id').forUpdate())
    .returning('id')
    .execute();
  return revoked.map(({ id }) => id);
}

/**
 * Removes this workspace from keys that another workspace manages and whose secret the person may know, because they
 * created or rotated them. For old keys the person was not recorded, only that it was an admin of the managing
 * workspace. Keys managed here belong to the workspace and stay. Processes that have just read such a key accept it
 * for two more seconds (see key-reader.ts).
 */
export async function removeForeignKeys(tx: EntityManager, { workspaceId, userId }: ShownTo): Promise<void> {
  const adminIn = adminsAmong(tx, userId);
  await db(tx)
    .deleteFrom('service_key_workspaces as w')
    .using('service_keys as k')
    .where('w.workspace_id', '=', workspaceId)
    .whereRef('k.id', '=', 'w.key_id')
    .where('k.workspace_id', '<>', workspaceId)
    .where((eb) =>
      wasShown(
        { createdBy: eb.ref('k.created_by'), shownTo: eb.ref('k.shown_to') },
        { userId, wasAdmin: eb.exists(adminIn.where('m.organizationId', '=', eb.ref('k.workspace_id'))) },
      ),
    )
    .where((eb) => eb.not(eb.exists(adminIn.where('m.organizationId', '=', workspaceId))))
    .execute();
}

const shownKeys = (em: EntityManager, { workspaceId, userId }: ShownTo) =>
  db(em)
    .selectFrom('service_keys')
    .where('workspace_id', '=', workspaceId)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .where((eb) =>
      wasShown(
        { createdBy: eb.ref('created_by'), shownTo: eb.ref('shown_to') },
        { userId, wasAdmin: eb.exists(adminsAmong(em, userId).where('m.organizationId', '=', workspaceId)) },
      ),
    );
