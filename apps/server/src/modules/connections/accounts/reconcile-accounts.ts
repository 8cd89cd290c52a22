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

/** Once an hour: accounts at the provider that nothing here uses. */
export const reconcileAccountsJob = {
  name: 'reconcile-accounts',
  data: z.object({}),
  retryLimit: 5,
  retryDelayMax: 300,
  cron: '23 * * * *',
  singleton: true,
} satisfies Job;

/** How old an account has to be, milliseconds: the request that created it may still be on its way back to us. */
const MIN_AGE_MS = 120_000;

/**
 * The safety net of everything that deletes accounts: lists the accounts at the provider and deletes those that one of our
 * attempts created and no connection uses. That is the account of an attempt that ended (its deletion was given up, or
 * never asked for because a process died) and the second account of one request that was sent twice. Accounts of attempts
 * that we have no row of belong to another installation that shares the project, and stay.
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
  if (sent > 0) deps.log.info({ accounts: sent }, 'reconcile: accounts that nothing uses are being deleted');
}

/** How long an account that was given up is left to its own job, milliseconds: that one may have to revoke it first. */
const RELEASE_MS = 3_600_000;

/** Ours, and neither in use nor the one account that an open attempt waits for. */
async function orphansAmong({ clock }: ConnectionsDeps, em: EntityManager, accounts: OwnAccount[]): Promise<string[]> {
  const known = accounts.filter(({ attemptId }) => idSchema.safeParse(attemptId).success);
  const rows = await orphans(db(em), {
    accountIds: known.map(({ id }) => id),
    attemptIds: known.map(({ attemptId }) => attemptId),
    releasedBefore: new Date(clock.now().getTime() - RELEASE_MS),
  }).execute();
  return rows.map(({ account_id: id }) => id);
}

/** By the attempt's id alone, with an index of its own: not every answer of the provider says whose workspace it is. */
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
