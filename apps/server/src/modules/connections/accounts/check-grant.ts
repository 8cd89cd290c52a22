import type { Account } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type Reason, reason } from '@patchbay/lifecycle';
import { AppError } from '../../../platform/errors/app-error.ts';
import { db } from '../../../platform/orm/tables.ts';
import { PROVIDER } from '../../access/index.ts';
import { saveAccess } from './account-access.ts';
import { changeConnection } from '../change-connection.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';

export interface Grant {
  em: EntityManager;
  workspaceId: string;
  id: string;
  accountId: string;
  /** The connection's version before the provider was asked. */
  version: number;
}

/**
 * Asks the provider whether the account in use still works, and turns an answer that matters into an event. When the
 * connection changed while the provider was answering, the answer is outdated and dropped. Throws `ProviderFailure`.
 */
export async function checkGrant(
  deps: ConnectionsDeps,
  { em, workspaceId, id, accountId, version }: Grant,
): Promise<void> {
  const account = await deps.provider.readAccount(accountId);
  const ended = endOf(account);
  await noteChecked(deps, em, { workspaceId, id, account: ended ? null : account });
  if (!ended) return;
  await changeConnection(deps, { em, workspaceId, id, version }, ({ apply }) =>
    apply({ type: 'grant_ended', accountId, reason: ended }, PROVIDER),
  ).catch(unlessOvertaken);
}

/** Uses a native update because nothing visible changes: the version must stay the same. */
export async function noteChecked(
  { clock }: ConnectionsDeps,
  em: EntityManager,
  { workspaceId, id, account = null }: { workspaceId: string; id: string; account?: Account | null },
): Promise<void> {
  const connections = db(em.fork()).updateTable('entity_connections').set({ checked_at: clock.now() });
  await connections.where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
  if (account) await saveAccess(em, { workspaceId, id, account });
}

/** Why an account is no longer usable. Undefined while it works, and while the provider is still setting it up. */
function endOf(account: Account | null): Reason | undefined {
  if (!account) return reason('account_missing');
  if (account.status === 'expired' || account.status === 'failed') return reason('grant_expired', account.statusReason);
  if (account.status === 'revoked') return reason('grant_revoked', account.statusReason);
  if (account.status === 'inactive') return reason('account_disabled', account.statusReason);
  return undefined;
}

function unlessOvertaken(error: unknown): void {
  const overtaken = error instanceof AppError && OVERTAKEN.has(error.code);
  if (!overtaken) throw error;
}

const OVERTAKEN: ReadonlySet<string> = new Set(['CONNECTION_CHANGED', 'CONNECTION_UNKNOWN']);
