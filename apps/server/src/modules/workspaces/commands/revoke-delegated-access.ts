import type { EntityManager } from '@mikro-orm/postgresql';
import { removeForeignKeys } from '../../service-keys/index.ts';
import { inviterStillMay } from './inviter-still-may.ts';
import { db } from '../../../platform/orm/tables.ts';

interface Membership {
  workspaceId: string;
  userId: string;
}

/**
 * Ends what a person left behind that would go on giving rights which they no longer have. To be called in the
 * transaction that took them away, after it has. Rows are removed instead of judged at each use, so that nothing comes to
 * life again when the person comes back.
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
    .where((eb) => eb.not(inviterStillMay(eb)))
    .execute();
}
