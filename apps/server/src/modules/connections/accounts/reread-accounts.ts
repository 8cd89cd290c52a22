import { ProviderFailure } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { NotNull } from 'kysely';
import type { Job } from '../../../platform/jobs/job.ts';
import { db } from '../../../platform/orm/tables.ts';
import { checkGrant, noteChecked } from './check-grant.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';

/** Runs every minute: checks a few of the accounts in use, the least recently checked first. */
export const rereadAccountsJob = {
  name: 'reread-accounts',
  data: z.object({}),
  retryLimit: 0,
  retryDelayMax: 2,
  cron: '* * * * *',
  singleton: true,
} satisfies Job;

/** Provider calls per run (one minute): a small part of the rate limit that Composio gives a project. */
const AT_MOST = 30;
/** How long a check stays valid, in milliseconds. */
const CHECK_VALID_MS = 3_600_000;

interface Row {
  workspace_id: string;
  id: string;
  account_id: string;
  version: number;
}

/**
 * Cycles through all connected accounts, the least recently checked first, so that a grant that ended without a
 * webhook still becomes `expired`. Stops this run when the provider is unavailable.
 */
export async function rereadAccounts(deps: ConnectionsDeps, em: EntityManager): Promise<void> {
  for (const { workspace_id: workspaceId, id, account_id: accountId, version } of await due(deps, em)) {
    try {
      await checkGrant(deps, { em, workspaceId, id, accountId, version });
    } catch (error) {
      const failure = error instanceof ProviderFailure ? error : null;
      deps.log[failure ? 'warn' : 'error']({ err: error, workspaceId, connectionId: id }, 're-read: could not be done');
      if (failure?.isAway || failure?.kind === 'unauthorized' || failure?.kind === 'forbidden') return;
      // Otherwise an account that always fails would block the ones behind it.
      await noteChecked(deps, em, { workspaceId, id });
    }
  }
}

function due({ clock }: ConnectionsDeps, em: EntityManager): Promise<Row[]> {
  return db(em.fork())
    .selectFrom('entity_connections')
    .select(['workspace_id', 'id', 'connection_id as account_id', 'version'])
    .where('status', '=', 'active')
    .where('connection_id', 'is not', null)
    .where('checked_at', '<', new Date(clock.now().getTime() - CHECK_VALID_MS))
    .orderBy('checked_at')
    .limit(AT_MOST)
    .$narrowType<{ account_id: NotNull }>()
    .execute();
}
