import { z } from 'zod';
import type { Job } from '../../platform/jobs/job.ts';
import type { Backlogs } from '../../platform/jobs/backlogs.ts';
import { ensurePartitions } from '../../platform/orm/partitions.ts';
import { type Inbox, INBOX_TOPIC } from './receiving/inbox.ts';
import { runRetention, type RetentionDeps } from './run-retention.ts';
import { registerWebhook } from './registration/register-webhook.ts';
import { checkWebhookHealth, type WebhookHealthDeps, webhookHealthJob } from './registration/webhook-health.ts';
import { routeInbox, type RouteInboxDeps } from './routing/route-inbox.ts';
import { requeueDeadLetters } from './routing/dead-letters.ts';

/** Sent at each start of a process. */
const registerWebhookJob = {
  name: 'register-webhook',
  data: z.object({}),
  retryLimit: 50,
  retryDelayMax: 600,
} satisfies Job;

/** Runs every night. */
const retentionJob = {
  name: 'keep-house',
  data: z.object({}),
  retryLimit: 5,
  retryDelayMax: 600,
  cron: '41 3 * * *',
} satisfies Job;

/** Milliseconds between two polls of the inbox, in case a notification was missed. */
const POLL_INTERVAL_MS = 10_000;
/** Milliseconds between two batches: routing fifty messages costs little more than routing five. */
const PAUSE_MS = 50;
/**
 * How long a batch waits for the receiver to be idle, in milliseconds. Together with the batch size it sets the
 * routing rate of a receiver that is never idle: with batches of 500, about 2,500 messages per second. If more than
 * that arrives, the backlog grows and senders have to wait.
 */
const MAX_WAIT_MS = 100;
/** Milliseconds between two checks for missing partitions: the nightly job alone may fail for many nights. */
const HOUR_MS = 60 * 60 * 1000;

export interface WebhookJobsDeps extends RouteInboxDeps, WebhookHealthDeps, RetentionDeps {
  backlogs: Backlogs;
  inbox: Inbox;
  usesSandbox: boolean;
}

/** Registers the handlers of this module's jobs. */
export function handleWebhookJobs(deps: WebhookJobsDeps): void {
  // Senders wait for their responses and stored messages are safe, so receiving comes first; but routing never waits
  // forever.
  const take = async () => {
    await deps.inbox.whenIdle(MAX_WAIT_MS);
    return routeInbox(deps);
  };
  deps.backlogs.add({ name: 'route-inbox', topic: INBOX_TOPIC, everyMs: POLL_INTERVAL_MS, restMs: PAUSE_MS, take });
  deps.backlogs.add({ name: 'partitions', topic: 'partitions', everyMs: HOUR_MS, take: () => makePartitions(deps) });
  deps.jobs.handle(registerWebhookJob, async () => {
    try {
      await registerWebhook(deps);
    } finally {
      // Whether it worked or not, the pages say so now and not minutes later.
      await checkWebhookHealth(deps);
    }
  });
  deps.jobs.handle(webhookHealthJob, () => checkWebhookHealth(deps));
  deps.jobs.handle(retentionJob, () => runRetention(deps));
}

async function makePartitions({ orm, clock, log }: WebhookJobsDeps): Promise<number> {
  await ensurePartitions(orm, { now: clock.now(), log });
  return 0; // nothing is left
}

/** Runs at each start: a new version may be able to route what could not be routed before. */
export async function startWebhooks(deps: WebhookJobsDeps): Promise<void> {
  await requeueDeadLetters(deps);
  await registerWhenReachable(deps);
}

/**
 * Registers with the provider at the start when it can reach this installation. A webhook that was set up manually,
 * with its secret, is left alone, and only looked at.
 */
async function registerWhenReachable(deps: WebhookJobsDeps): Promise<void> {
  const isReachable = deps.usesSandbox || deps.publicUrl.startsWith('https:');
  const isOurs = isReachable && deps.webhookSecrets.length === 0;
  const job = isOurs ? registerWebhookJob : webhookHealthJob;
  await deps.orm.em.fork().transactional((tx) => deps.jobs.send(tx, job, { data: {} }));
}
