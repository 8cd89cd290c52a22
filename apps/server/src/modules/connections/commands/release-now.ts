import { ProviderFailure } from '@patchbay/provider';
import { readRelease } from '../accounts/record-release.ts';
import { releaseAccount, type ReleaseDeps } from '../accounts/release-account.ts';
import type { RemovedConnection } from './forget-end-user.ts';

/** What became of a grant. `pending`: the provider has not answered; the job repeats it until it has. */
type GrantOutcome = 'revoked' | 'deleted' | 'pending' | 'none';

/** Accounts that one call releases itself; a person has a few. */
const MAX_NOW = 20;

/**
 * Releases the accounts of removed connections at once, so that the caller learns what became of each grant. The jobs that were
 * enqueued with the removal find them released, and do what is left here.
 */
export async function releaseNow(deps: ReleaseDeps, removed: RemovedConnection[]): Promise<Map<string, GrantOutcome>> {
  const outcomes = new Map<string, GrantOutcome>();
  let isAway = false;
  for (const { id, account } of removed) {
    if (account && !isAway && outcomes.size < MAX_NOW) isAway = !(await tryRelease(deps, account));
    outcomes.set(id, account ? await outcomeOf(deps, account.accountId) : 'none');
  }
  return outcomes;
}

async function tryRelease(deps: ReleaseDeps, account: NonNullable<RemovedConnection['account']>): Promise<boolean> {
  try {
    await releaseAccount(deps, account);
    return true;
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    deps.log.warn({ err: error, accountId: account.accountId }, 'forget: the account is released by its job');
    return false;
  }
}

async function outcomeOf({ orm }: ReleaseDeps, accountId: string): Promise<GrantOutcome> {
  const release = await readRelease(orm.em.fork(), accountId);
  return (release?.releasedAt && release.releasedAs) || 'pending';
}
