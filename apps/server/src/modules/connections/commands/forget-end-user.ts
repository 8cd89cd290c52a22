import { db } from '../../../platform/orm/tables.ts';
import type { Access } from '../../access/index.ts';
import { identityHash } from '../accounts/may-revoke.ts';
import type { Release } from '../accounts/request-release.ts';
import { changeIfThere } from '../change-connection.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';

/** A connection that was removed, with the account that it gave up. */
export interface RemovedConnection {
  id: string;
  app: string;
  account: Pick<Release, 'accountId' | 'identityHash' | 'revoke'> | null;
}

/** Removes every connection of an end user, as a person would one by one: triggers and accounts are deleted by the usual jobs. */
export async function forgetEndUserConnections(
  deps: ConnectionsDeps,
  { em, workspaceId, actor }: Access,
  endUserId: string,
): Promise<RemovedConnection[]> {
  const rows = await db(em)
    .selectFrom('entity_connections')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('end_user_id', '=', endUserId)
    .orderBy('id')
    .execute();
  const removed: RemovedConnection[] = [];
  for (const { id } of rows) {
    const one = await changeIfThere(deps, { em, workspaceId, id }, async ({ connection, apply }) => {
      const { appSlug: app, accountIdentity: identity } = connection;
      const { effects } = await apply({ type: 'remove' }, actor);
      const released = effects.find((effect) => effect.type === 'releaseAccount');
      if (!released) return { id, app, account: null };
      const { accountId, revoke } = released;
      return { id, app, account: { accountId, revoke, identityHash: identity ? identityHash(identity) : null } };
    });
    if (one) removed.push(one);
  }
  return removed;
}
