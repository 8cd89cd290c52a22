import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { db } from '../../../platform/orm/tables.ts';
import type { Access } from '../../access/index.ts';
import { changeIfThere } from '../change-connection.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';

interface Forgotten {
  id: string;
  app: string;
  release: 'if_unused' | 'none';
}

/** Removes every connection of an end user, as a person would one by one: triggers and accounts are deleted by the usual jobs. */
export async function forgetEndUserConnections(
  deps: ConnectionsDeps,
  { em, workspaceId, actor }: Access,
  endUserId: string,
): Promise<Forgotten[]> {
  const rows = await db(em)
    .selectFrom('entity_connections')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('end_user_id', '=', endUserId)
    .orderBy('id')
    .execute();
  const removed: Forgotten[] = [];
  for (const { id } of rows) {
    const one = await changeIfThere(deps, { em, workspaceId, id }, async ({ connection, apply }) => {
      const { effects } = await apply({ type: 'remove' }, actor);
      const release = effects.some(({ type }) => type === 'releaseAccount') ? 'if_unused' : 'none';
      return { id, app: connection.appSlug, release } as const;
    });
    if (one) removed.push(one);
  }
  return removed;
}

/** Whom an entry names instead. */
const FORGOTTEN = JSON.stringify({ kind: 'end_user', id: 'forgotten', name: 'Forgotten user' });

/**
 * Erases an end user from what is kept of removed connections: entries of histories that name them, and their attempts, which keep the
 * ids of accounts at the provider until these are deleted. Returns the number of entries.
 */
export async function eraseEndUserHistory(
  em: EntityManager,
  { workspaceId, endUserId }: { workspaceId: string; endUserId: string },
): Promise<number> {
  const erased = await db(em)
    .updateTable('connection_events')
    .set({ actor: sql`${FORGOTTEN}::jsonb` })
    .where('workspace_id', '=', workspaceId)
    .where((eb) => sql<boolean>`${eb.ref('actor')} @> ${JSON.stringify({ kind: 'end_user', id: endUserId })}::jsonb`)
    .returning('id')
    .execute();
  await db(em)
    .updateTable('connection_attempts')
    .set({ user_name: 'Forgotten user', confirmation_of: null })
    .where('workspace_id', '=', workspaceId)
    .where('end_user_id', '=', endUserId)
    .execute();
  return erased.length;
}
