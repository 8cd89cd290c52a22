import { z } from 'zod';
import type { Job } from '../../platform/jobs/job.ts';
import type { Backlogs } from '../../platform/jobs/backlogs.ts';
import { ensurePartitions } from '../../platform/orm/partitions.ts';
import { type Inbox, INBOX_TOPIC } from './receiving/inbox.ts';
import { runRetention, type RetentionDeps } from './run-retention.ts';
import { registerWebhook, type RegisterWebhookDeps } from './registration/register-webhook.ts';
import { routeInbox, type RouteInboxDeps } from './routing/route-inbox.ts';
import { requeueDeadLetters } from './routing/dead-letters.ts';

/** Sent at each start. */
const registerWebhookJob = {
  name: 'register-webhook',
  data: z.object({}),
  retryLimit: 50,
  retryDelayMax: 600,
} satisfies Job;

/** Every night. */
const retentionJob = {
  name: 'keep-house',
  data: z.object({}),
  retryLimit: 5,
  retryDelayMax: 600,
  cron: '41 3 * * *',
} satisfies Job;

/** Milliseconds between two looks for messages without having been told of any. */
const LOOK_EVERY = 10_000;
/** Milliseconds between two batches: one of fifty messages costs little more than one of five. */
const REST = 50;
/**
 * Milliseconds that a batch of routing waits for a calm moment. Together with the size of a batch it says how much is routed
 * when there is none: with 500 in a batch some 2,500 a second. Below what arrives, each batch only grows, and senders wait.
 */
const PATIENCE = 100;
/** Milliseconds between two looks whether partitions are missing: what is done at night alone may fail for many nights. */
const HOUR = 60 * 60 * 1000;

export interface WebhookJobsDeps extends RouteInboxDeps, RegisterWebhookDeps, RetentionDeps {
  backlogs: Backlogs;
  inbox: Inbox;
  webhookSecrets: readonly string[];
  usesSandbox: boolean;
}

/** Says who does the background work of webhooks. */
export function handleWebhookJobs(deps: WebhookJobsDeps): void {
  // Senders wait for their answers, and what is stored is safe: receiving goes first, and routing all the same.
  const take = async () => {
    await deps.inbox.calm(PATIENCE);
    return routeInbox(deps);
  };
  deps.backlogs.add({ name: 'route-inbox', topic: INBOX_TOPIC, everyMs: LOOK_EVERY, restMs: REST, take });
  deps.backlogs.add({ name: 'partitions', topic: 'partitions', everyMs: HOUR, take: () => makePartitions(deps) });
  deps.jobs.handle(registerWebhookJob, () => registerWebhook(deps));
  deps.jobs.handle(retentionJob, () => runRetention(deps));
}

async function makePartitions({ orm, clock, log }: WebhookJobsDeps): Promise<number> {
  await ensurePartitions(orm, { now: clock.now(), log });
  return 0; // nothing is left over
}

/** At each start: another version may know how to route what could not be routed before. */
export async function startWebhooks(deps: WebhookJobsDeps): Promise<void> {
  await requeueDeadLetters(deps);
  await registerWhenReachable(deps);
}

/** A provider that reaches us sends to us from the start. One that was set up by hand, with its secret, is left alone. */
async function registerWhenReachable(deps: WebhookJobsDeps): Promise<void> {
  const isReachable = deps.usesSandbox || deps.publicUrl.startsWith('https:');
  if (!isReachable || deps.webhookSecrets.length > 0) return;
  await deps.orm.em.fork().transactional((tx) => deps.jobs.send(tx, registerWebhookJob, { data: {} }));
}
