import type { EntityManager } from '@mikro-orm/postgresql';
import { type Revocation, REVOCATIONS } from '@patchbay/lifecycle';
import { z } from 'zod';
import type { Clock } from '../../../platform/clock.ts';
import type { Job } from '../../../platform/jobs/job.ts';
import type { Jobs } from '../../../platform/jobs/jobs.ts';
import { db } from '../../../platform/orm/tables.ts';
import { UNTIL_DONE } from './drop-account.ts';
import { identityHash } from './may-revoke.ts';

/**
 * Ends an account that a workspace gave up. Revokes its grant at the app when a person asks for it, or when nothing
 * else uses it.
 */
export const releaseAccountJob = {
  name: 'release-account',
  data: z.object({
    accountId: z.string(),
    /** Jobs of earlier versions: the identity when the account was released. */
    identity: z.string().nullable().optional(),
    /** Its hash: a job is kept for a while, and must not name a person who was forgotten. Null: it was not known. */
    identityHash: z.string().nullable().optional(),
    revoke: z.enum(REVOCATIONS),
  }),
  ...UNTIL_DONE,
} satisfies Job;

export type Release = z.infer<typeof releaseAccountJob.data>;

interface Scope {
  tx: EntityManager;
  jobs: Jobs;
  clock: Clock;
  identity: string | null;
}

/** Releases an account: the job decides about its grant, deletes the account, and adds the outcome to the history. */
export async function requestRelease(
  { tx, jobs, clock, identity }: Scope,
  _connection: unknown,
  { accountId, revoke }: { accountId: string; revoke: Revocation },
): Promise<void> {
  const attempts = db(tx).updateTable('connection_attempts').where('account_id', '=', accountId);
  await attempts.set({ release_requested_at: clock.now() }).execute();
  await jobs.send(tx, releaseAccountJob, {
    data: { accountId, identityHash: identity && identityHash(identity), revoke },
  });
}
