import type { MikroORM } from '@mikro-orm/postgresql';
import type { Backlogs } from '../../platform/jobs/backlogs.ts';
import type { ConnectionsDeps } from './connections.deps.ts';
import { dropAccount, dropAccountJob, dropLostAccount, dropLostAccountJob } from './accounts/drop-account.ts';
import { attemptDeadlineJob } from './attempts/attempt-deadline.job.ts';
import { endAttempt } from './attempts/end-attempt.ts';
import { expireOverdueAttempts } from './attempts/expire-overdue-attempts.ts';
import { releaseAccount } from './accounts/release-account.ts';
import { releaseAccountJob } from './accounts/request-release.ts';
import { reconcileAccounts, reconcileAccountsJob } from './accounts/reconcile-accounts.ts';
import { rereadAccounts, rereadAccountsJob } from './accounts/reread-accounts.ts';
import { rereadConnection, rereadConnectionJob } from './accounts/reread-connection.ts';
import { sweepAttempts, sweepAttemptsJob } from './attempts/sweep-attempts.ts';
import { keepVerifying, verifyAttemptJob } from './attempts/verify-attempt.ts';

/** Milliseconds between two polls for attempts that their own jobs did not end. */
const POLL_INTERVAL_MS = 10_000;

export interface ConnectionJobsDeps extends ConnectionsDeps {
  orm: MikroORM;
  backlogs: Backlogs;
}

/** Registers the handlers of this module's jobs. */
export function handleConnectionJobs(deps: ConnectionJobsDeps): void {
  const { jobs, orm, backlogs } = deps;
  backlogs.add({
    name: 'end-overdue',
    topic: 'overdue-attempts',
    everyMs: POLL_INTERVAL_MS,
    take: () => expireOverdueAttempts(deps),
  });
  jobs.handle(dropAccountJob, (account) => dropAccount(deps, orm.em.fork(), account));
  jobs.handle(dropLostAccountJob, (key) => dropLostAccount(deps, orm.em.fork(), key));
  jobs.handle(releaseAccountJob, (release) => releaseAccount(deps, release));
  jobs.handle(attemptDeadlineJob, (key) => endAttempt(deps, orm.em.fork(), key));
  jobs.handle(verifyAttemptJob, (key) => keepVerifying(deps, orm.em.fork(), key));
  jobs.handle(rereadConnectionJob, (key) => rereadConnection(deps, orm.em.fork(), key));
  jobs.handle(sweepAttemptsJob, () => sweepAttempts(deps, orm.em.fork()));
  jobs.handle(rereadAccountsJob, () => rereadAccounts(deps, orm.em.fork()));
  jobs.handle(reconcileAccountsJob, () => reconcileAccounts(deps, orm.em.fork()));
}
