import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Job } from '../../platform/jobs/job.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import { type AttemptKey, attemptKey } from './attempt-key.ts';
import type { ConnectionsDeps } from './connections.deps.ts';

/** Days of trying: what we created upstream and do not use is deleted, however long the provider is away. */
const UNTIL_DONE = { retryLimit: 200, retryDelayMax: 3600 };

/** Deletes an account upstream and revokes its grant. */
export const dropAccountJob = {
  name: 'drop-account',
  data: z.object({ accountId: z.string() }),
  ...UNTIL_DONE,
} satisfies Job;

/** The same for an attempt that ended before the provider's answer was recorded: its account has to be found first. */
export const dropLostAccountJob = {
  name: 'drop-lost-account',
  data: attemptKey,
  ...UNTIL_DONE,
} satisfies Job;

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
