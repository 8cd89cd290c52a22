import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Job } from '../../../platform/jobs/job.ts';
import { db } from '../../../platform/orm/tables.ts';
import { attemptKey } from '../attempts/attempt-key.ts';
import { Attempt } from '../attempts/attempt.entity.ts';
import { ownerOf } from './owner-of.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';

/**
 * Retries for days: an account that we created and no longer use is deleted even after a long outage of the provider.
 */
export const UNTIL_DONE = { retryLimit: 200, retryDelayMax: 3600 };

/**
 * Deletes an account at the provider and leaves its grant at the app alone: accounts of failed attempts, accounts
 * that a reconnect replaced, and accounts that turned out to belong to another person. When a workspace gives up an
 * account, release-account.ts deletes it instead.
 */
export const dropAccountJob = {
  name: 'drop-account',
  data: z.object({ accountId: z.string() }),
  ...UNTIL_DONE,
} satisfies Job;

/** The same for an attempt that ended before the provider's answer was recorded: its account has to be found first. */
export const dropLostAccountJob = {
  name: 'drop-lost-account',
  /** `owner`: the provider's user, which the row does not say after its end user was forgotten. Not in jobs of earlier versions. */
  data: attemptKey.extend({ owner: z.string().optional() }),
  ...UNTIL_DONE,
} satisfies Job;

/** Deletes an account that nothing uses. An account in use stays, whichever job asked for its deletion. */
export async function dropAccount(
  deps: ConnectionsDeps,
  em: EntityManager,
  { accountId }: { accountId: string },
): Promise<void> {
  if (!(await isKept(deps, em, accountId))) await deps.provider.deleteAccount(accountId);
}

/**
 * Whether a connection still uses the account. Asking to delete such an account is a bug, so it is logged as an
 * error.
 */
export async function isKept({ log }: ConnectionsDeps, em: EntityManager, accountId: string): Promise<boolean> {
  const users = db(em).selectFrom('entity_connections').select('id').where('connection_id', '=', accountId);
  if (!(await users.executeTakeFirst())) return false;
  log.error({ accountId }, 'refused to delete an account that is in use');
  return true;
}

/** Deletes the account of an attempt whose creation was never confirmed to us, if the provider did create it. */
export async function dropLostAccount(
  { provider }: ConnectionsDeps,
  em: EntityManager,
  { workspaceId, attemptId, owner }: z.infer<typeof dropLostAccountJob.data>,
): Promise<void> {
  const attempt = await em.findOne(Attempt, { workspaceId, id: attemptId });
  const account = await provider.findAccount(owner ?? ownerOf(attempt ?? { workspaceId }), attemptId);
  if (account) await provider.deleteAccount(account.id);
}
