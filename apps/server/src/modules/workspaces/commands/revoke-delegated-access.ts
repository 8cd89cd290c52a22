import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../../platform/orm/raw-sql.ts';
import { INVITER_STILL_MAY } from './invitations.ts';

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
  await executeSql(tx, CANCEL_INVITATIONS, [workspaceId, userId]);
  await executeSql(tx, SHUT_OUT_KEYS, [workspaceId, userId]);
}

const CANCEL_INVITATIONS = `
  update "invitation" i set "status" = 'canceled'
   where i."organizationId" = $1 and i."inviterId" = $2 and i."status" = 'pending' and not ${INVITER_STILL_MAY}`;

/**
 * Keys that another workspace manages, whose secret the person may have: a person who made or rotated a key was shown it.
 * Of some old ones that person is not known, only that it was an admin where they are managed. Keys that are managed
 * here belong to the workspace and stay. A process that has just read a key goes by that for two seconds (see
 * service-keys/key-reader.ts).
 */
const SHUT_OUT_KEYS = `
  delete from service_key_workspaces w using service_keys k
   where w.workspace_id = $1 and k.id = w.key_id and k.workspace_id <> $1
     and (k.created_by ->> 'id' = $2 or $2 = any (k.shown_to)
          or ((k.shown_to is null or array_position(k.shown_to, null) is not null) and ${isAdminIn('k.workspace_id')}))
     and not ${isAdminIn('$1')}`;

function isAdminIn(workspace: string): string {
  return `exists (select 1 from "member" m
    where m."organizationId" = ${workspace} and m."userId" = $2 and m."role" in ('owner', 'admin'))`;
}
