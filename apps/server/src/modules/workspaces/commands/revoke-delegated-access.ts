import type { EntityManager } from '@mikro-orm/postgresql';
import { removeForeignKeys } from '../../service-keys/index.ts';
import { inviterIsStillAuthorized } from './inviter-authorized.ts';
import { db } from '../../../platform/orm/tables.ts';

interface Membership {
  workspaceId: string;
  userId: string;
}

/**
 * Ends access that a person has granted to others or to themselves and no longer has the right to grant. Must be
 * called in the transaction that removes the right, after that change. Rows are deleted instead of checked at each
 * use, so that nothing becomes valid again when the person returns.
 */
export async function revokeDelegatedAccess(tx: EntityManager, member: Membership): Promise<void> {
  await cancelInvitations(tx, member);
  await removeForeignKeys(tx, member);
}

async function cancelInvitations(tx: EntityManager, { workspaceId, userId }: Membership): Promise<void> {
  await db(tx)
    .updateTable('invitation as i')
    .set({ status: 'canceled' })
    .where('i.organizationId', '=', workspaceId)
    .where('i.inviterId', '=', userId)
    .where('i.status', '=', 'pending')
    .where((eb) => eb.not(inviterIsStillAuthorized(eb)))
    .execute();
}
