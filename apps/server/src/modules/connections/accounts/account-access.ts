import type { Account } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import { jsonValue } from '../../../platform/orm/json-value.ts';
import { db } from '../../../platform/orm/tables.ts';

export interface AccountAccess {
  authScheme: string | null;
  scopesRequested: string[] | null;
  scopesGranted: string[] | null;
}

/** How an account was authorized, and with which permissions. `chosen` is what we asked for, where the provider does not say. */
export function accessOf(
  { authScheme, scopes }: Pick<Account, 'authScheme' | 'scopes'>,
  chosen: string | null,
): AccountAccess {
  return {
    authScheme: authScheme ?? chosen,
    scopesRequested: scopes.requested,
    scopesGranted: scopes.granted,
  };
}

/** Keeps what the account in use may do now, where the provider says; people change that at the app. */
export async function saveAccess(
  em: EntityManager,
  { workspaceId, id, account }: { workspaceId: string; id: string; account: Account },
): Promise<void> {
  const { authScheme, scopes } = account;
  const known = {
    ...(authScheme !== null && { auth_scheme: authScheme }),
    ...(scopes.requested && { scopes_requested: jsonValue(scopes.requested) }),
    ...(scopes.granted && { scopes_granted: jsonValue(scopes.granted) }),
  };
  if (Object.keys(known).length === 0) return;
  await db(em.fork())
    .updateTable('entity_connections')
    .set(known)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('connection_id', '=', account.id)
    .execute();
}
