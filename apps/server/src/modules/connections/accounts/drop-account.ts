import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Job } from '../../../platform/jobs/job.ts';
import { db } from '../../../platform/orm/tables.ts';
import { type AttemptKey, attemptKey } from '../attempts/attempt-key.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';

/** Days of trying: what we created upstream and do not use is deleted, however long the provider is away. */
export const UNTIL_DONE = { retryLimit: 200, retryDelayMax: 3600 };

/**
 * Deletes an account upstream and leaves its grant at the app alone: what an attempt made, what a reconnect replaced, what
 * turned out to be another person's. An account that a workspace gives up ends by release-account.ts.
 */
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

/** Deletes an account that nothing uses; one that is in use stays, whatever sent this and however long ago. */
export async function dropAccount(
  deps: ConnectionsDeps,
  em: EntityManager,
  { accountId }: { accountId: string },
): Promise<void> {
  if (!(await isKept(deps, em, accountId))) await deps.provider.deleteAccount(accountId);
}

/** Whether a connection uses the account after all, which is a mistake and logged as one. */
export async function isKept({ log }: ConnectionsDeps, em: EntityManager, accountId: string): Promise<boolean> {
  const users = db(em).selectFrom('entity_connections').select('id').where('connection_id', '=', accountId);
  if (!(await users.executeTakeFirst())) return false;
  log.error({ accountId }, 'an account was to be deleted that is in use; it stays');
  return true;
}

/** Deletes the account of an attempt whose creation we never heard of, if the provider did create it. */
export async function dropLostAccount({ provider }: ConnectionsDeps, key: AttemptKey): Promise<void> {
  const account = await provider.findAccount(key.workspaceId, key.attemptId);
  if (account) await provider.deleteAccount(account.id);
}
