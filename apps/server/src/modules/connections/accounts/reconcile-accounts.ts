import type { OwnAccount } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Kysely } from 'kysely';
import { idSchema } from '../../../platform/ids.ts';
import type { Job } from '../../../platform/jobs/job.ts';
import { db } from '../../../platform/orm/tables.ts';
import { rowsOf } from '../../../platform/orm/rows-of.ts';
import type { Tables } from '../../../platform/orm/table-types.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { dropAccountJob } from './drop-account.ts';

/** Runs hourly: deletes accounts at the provider that nothing here uses. */
export const reconcileAccountsJob = {
  name: 'reconcile-accounts',
  data: z.object({}),
  retryLimit: 5,
  retryDelayMax: 300,
  cron: '23 * * * *',
  singleton: true,
} satisfies Job;

/** Minimum age of an account in milliseconds: the response to the request that created it may still be on its way. */
const MIN_AGE_MS = 120_000;

/**
 * The safety net behind every deletion: lists the accounts at the provider and deletes those that one of our attempts
 * created and no connection uses. Such an account belongs to an ended attempt (its deletion was given up, or never
 * requested because a process died), or is the second account of one request that was sent twice. Accounts whose
 * attempt is not in our tables belong to another installation in the same project, and stay.
 */
export async function reconcileAccounts(deps: ConnectionsDeps, em: EntityManager): Promise<void> {
  const before = deps.clock.now().getTime() - MIN_AGE_MS;
  let sent = 0;
  for await (const page of deps.provider.ownAccounts()) {
    const oldEnough = page.filter(({ createdAt }) => createdAt.getTime() <= before);
    for (const accountId of await orphansAmong(deps, em.fork(), oldEnough)) {
      await em.fork().transactional((tx) => deps.jobs.send(tx, dropAccountJob, { data: { accountId } }));
      sent += 1;
    }
  }
  if (sent > 0) deps.log.info({ accounts: sent }, 'reconcile: deleting unused accounts');
}

/** How long a released account is left to its own job, in milliseconds: that job may have to revoke the grant first. */
const RELEASE_MS = 3_600_000;

/** Accounts of ours that are neither in use nor the current account of an open attempt. */
async function orphansAmong({ clock }: ConnectionsDeps, em: EntityManager, accounts: OwnAccount[]): Promise<string[]> {
  const known = accounts.filter(({ attemptId }) => idSchema.safeParse(attemptId).success);
  const rows = await orphans(db(em), {
    accountIds: known.map(({ id }) => id),
    attemptIds: known.map(({ attemptId }) => attemptId),
    releasedBefore: new Date(clock.now().getTime() - RELEASE_MS),
  }).execute();
  return rows.map(({ account_id: id }) => id);
}

/** Matches by attempt id alone, which has its own index: the provider does not always report the workspace. */
export function orphans(kysely: Kysely<Tables>, { accountIds, attemptIds, releasedBefore }: OrphansOf) {
  const upstream = rowsOf('upstream', {
    account_id: { type: 'text', values: accountIds },
    attempt_id: { type: 'uuid', values: attemptIds },
  });
  return kysely
    .selectFrom(upstream)
    .innerJoin('connection_attempts as a', 'a.id', 'upstream.attempt_id')
    .select('upstream.account_id')
    .where((eb) =>
      eb.or([
        eb('a.release_requested_at', 'is', null),
        eb('a.release_requested_at', '<=', releasedBefore),
        eb('a.released_at', 'is not', null),
      ]),
    )
    .where((eb) => {
      const accountId = eb.fn.coalesce('a.account_id', 'upstream.account_id');
      return eb.not(eb.and([eb('a.status', '=', 'open'), eb(accountId, '=', eb.ref('upstream.account_id'))]));
    })
    .where((eb) => {
      const users = eb.selectFrom('entity_connections as c').whereRef('c.connection_id', '=', 'upstream.account_id');
      return eb.not(eb.exists(users.select('c.id')));
    });
}

interface OrphansOf {
  accountIds: readonly string[];
  attemptIds: readonly string[];
  releasedBefore: Date;
}
