import type { MikroORM } from '@mikro-orm/postgresql';
import {
  attemptDeadlineJob,
  dropAccountJob,
  dropLostAccountJob,
  rereadConnectionJob,
  sweepAttemptsJob,
  verifyAttemptJob,
} from './connection-jobs.ts';
import type { ConnectionsDeps } from './connections.deps.ts';
import { dropLostAccount } from './drop-account.ts';
import { endAttempt } from './end-attempt.ts';
import { rereadConnection } from './reread-connection.ts';
import { sweepAttempts } from './sweep-attempts.ts';
import { keepVerifying } from './verify-attempt.ts';

/** Says who does the background work of connections. */
export function handleConnectionJobs(deps: ConnectionsDeps & { orm: MikroORM }): void {
  const { jobs, orm, provider } = deps;
  jobs.handle(dropAccountJob, ({ accountId }) => provider.deleteAccount(accountId));
  jobs.handle(dropLostAccountJob, (key) => dropLostAccount(deps, key));
  jobs.handle(attemptDeadlineJob, (key) => endAttempt(deps, orm.em.fork(), key));
  jobs.handle(verifyAttemptJob, (key) => keepVerifying(deps, orm.em.fork(), key));
  jobs.handle(rereadConnectionJob, (key) => rereadConnection(deps, orm.em.fork(), key));
  jobs.handle(sweepAttemptsJob, () => sweepAttempts(deps, orm.em.fork()));
}
