import type { EntityManager } from '@mikro-orm/postgresql';
import { adminsAmong, wasShown } from '../queries/was-shown.ts';
import { inviterStillMay } from './invitations.ts';
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
export async function revokeDelegatedAccess(tx: EntityManager, { workspaceId, userId }: Membership): Promise<void> {
  await cancelInvitations(tx, { workspaceId, userId });
  await shutOutKeys(tx, { workspaceId, userId });
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

/**
 * Keys that another workspace manages, whose secret the person may have: a person who made or rotated a key was shown it.
 * Of some old ones that person is not known, only that it was an admin where they are managed. Keys that are managed
 * here belong to the workspace and stay. A process that has just read a key goes by that for two seconds (see
 * service-keys/key-reader.ts).
 */
async function shutOutKeys(tx: EntityManager, { workspaceId, userId }: Membership): Promise<void> {
  await db(tx)
    .deleteFrom('service_key_workspaces as w')
    .using('service_keys as k')
    .where('w.workspace_id', '=', workspaceId)
    .whereRef('k.id', '=', 'w.key_id')
    .where('k.workspace_id', '<>', workspaceId)
    .where((eb) =>
      wasShown(
        { createdBy: eb.ref('k.created_by'), shownTo: eb.ref('k.shown_to') },
        {
          userId,
          wasAdmin: eb.exists(adminsAmong(tx, userId).where('m.organizationId', '=', eb.ref('k.workspace_id'))),
        },
      ),
    )
    .where((eb) => eb.not(eb.exists(adminsAmong(tx, userId).where('m.organizationId', '=', workspaceId))))
    .execute();
}
