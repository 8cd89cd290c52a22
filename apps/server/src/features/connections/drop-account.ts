import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { ConnectionsDeps } from './connections.deps.ts';
import type { AttemptKey } from './verify-attempt.ts';

/** Deletes an account that nothing uses; one that is in use stays, whoever sent this and however long ago. */
export async function dropAccount(
  { provider, log }: ConnectionsDeps,
  em: EntityManager,
  { accountId }: { accountId: string },
): Promise<void> {
  const users = await executeSql(em, 'select 1 from entity_connections where connection_id = $1', [accountId]);
  if (users.length === 0) await provider.deleteAccount(accountId);
  else log.error({ accountId }, 'an account was to be deleted that is in use; it stays');
}

/** Deletes the account of an attempt whose creation we never heard of, if the provider did create it. */
export async function dropLostAccount({ provider }: ConnectionsDeps, key: AttemptKey): Promise<void> {
  const account = await provider.findAccount(key.workspaceId, key.attemptId);
  if (account) await provider.deleteAccount(account.id);
}
