import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../../../platform/clock.ts';
import { isTransient } from '../../../platform/errors/database-error.ts';
import type { NewId } from '../../../platform/ids.ts';
import type { Jobs } from '../../../platform/jobs/jobs.ts';
import type { ChangeSignal } from '../../../platform/live/change-signal.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { db, statements } from '../../../platform/orm/tables.ts';
import { type ParameterOf, prepare } from '../../../platform/orm/prepare.ts';
import { anyFrom, anyOf } from '../../../platform/orm/expressions.ts';
import { rereadConnectionJob } from '../../connections/index.ts';
import { DELIVERIES_TOPIC, planDeliveries } from '../../outbound-webhooks/index.ts';
import { announceEvents, type NewEvent, saveEvents } from '../../events/index.ts';
import { checkSubscriptionJob } from '../../triggers/index.ts';
import { findOwners } from './find-owners.ts';
import { type Judgement, judgeMessage } from './judge-message.ts';
import { deadLetter } from './dead-letters.ts';
import { parkUnmatched, type UnmatchedMessage } from './unmatched-messages.ts';
import { accountOf, readMessage, type WebhookMessage } from './webhook-message.ts';
import type { WebhookMetrics } from '../receiving/webhook-metrics.ts';

export interface RouteInboxDeps {
  orm: MikroORM;
  jobs: Jobs;
  clock: Clock;
  newId: NewId;
  changes: ChangeSignal;
  webhookMetrics: WebhookMetrics;
  log: Logger;
}

/** Messages routed per transaction. */
const BATCH = 500;

interface Row {
  id: string;
  messageId: string;
  receivedAt: Date;
  body: Buffer;
}

interface Routed extends Row {
  message: WebhookMessage;
  judgement: Judgement;
}

/**
 * Routes stored messages to their workspaces: trigger messages become events, other messages cause a check with the
 * provider. A batch is one transaction, so a crash repeats all of it or nothing. If a batch fails although the
 * database is available, its messages are routed one by one, so that a bad one does not block the others. Returns the
 * number of messages.
 */
export async function routeInbox(deps: RouteInboxDeps): Promise<number> {
  try {
    return await routeBatch(deps);
  } catch (error) {
    if (isTransient(error)) throw error;
    deps.log.warn(
      { err: error, limitBy: 'inbox' },
      'webhooks: a batch could not be routed; its messages are tried one by one',
    );
    return routeEach(deps);
  }
}

async function routeEach(deps: RouteInboxDeps): Promise<number> {
  const queue = db(deps.orm.em.fork()).selectFrom('webhook_queue').select('id');
  const waiting = await queue.orderBy('id').limit(BATCH).execute();
  for (const { id } of waiting) await routeOrDeadLetter(deps, id);
  return waiting.length;
}

async function routeOrDeadLetter(deps: RouteInboxDeps, id: string): Promise<void> {
  try {
    await routeBatch(deps, id);
  } catch (error) {
    if (isTransient(error)) throw error;
    await deadLetter(deps.orm.em.fork(), { id, error, now: deps.clock.now() });
    deps.webhookMetrics.routed.inc({ verdict: 'set_aside' });
    deps.log.error(
      { err: error, message: id },
      'webhooks: a message cannot be routed; it is a dead letter until tonight or the next start',
    );
  }
}

/** The oldest messages, or only the given one. */
async function routeBatch(deps: RouteInboxDeps, only: string | null = null): Promise<number> {
  const { routed, events } = await deps.orm.em.fork().transactional(async (tx) => {
    const judged = await judge(tx, await claim(tx, only));
    const saved = await saveEvents(tx, judged.flatMap(asEvent));
    await planDeliveries({ tx, newId: deps.newId, now: deps.clock.now() }, saved);
    for (const each of judged) await requestRechecks(deps, tx, each);
    await saveVerdicts(tx, judged);
    return { routed: judged, events: saved };
  });
  // After the commit: a batch that was rolled back is routed again and would be counted twice.
  for (const { judgement } of routed) deps.webhookMetrics.routed.inc({ verdict: judgement.verdict });
  announceEvents(deps.changes, events);
  if (events.length > 0) deps.changes.notify(DELIVERIES_TOPIC);
  return routed.length;
}

/** In order of arrival, skipping messages that another process is routing. */
async function claim(tx: EntityManager, only: string | null): Promise<Row[]> {
  return (await db(tx).executeQuery(CLAIM({ only }))).rows;
}

/** Prepared because it runs for each batch. */
const CLAIM = prepare((value: ParameterOf<{ only: string | null }>) => {
  const next = statements
    .selectFrom('webhook_queue')
    .select('id')
    .where((eb) => eb.or([eb(eb.cast(eb.val(value('only')), 'uuid'), 'is', null), eb('id', '=', value('only'))]))
    .orderBy('id')
    .limit(BATCH)
    .forUpdate()
    .skipLocked();
  return statements
    .with('taken', (q) => q.deleteFrom('webhook_queue').where('id', '=', anyFrom(next)).returning('id'))
    .selectFrom('webhook_inbox')
    .select(['id', 'message_id as messageId', 'received_at as receivedAt', 'body'])
    .where((eb) => eb('id', '=', anyFrom(eb.selectFrom('taken').select('taken.id'))))
    .orderBy('id');
});

async function judge(tx: EntityManager, rows: Row[]): Promise<Routed[]> {
  const read = rows.map((row) => ({ ...row, message: readMessage(row.body) }));
  const owners = await findOwners(tx, [...new Set(read.flatMap(({ message }) => accountOf(message) ?? []))]);
  return read.map((row) => ({
    ...row,
    judgement: judgeMessage(row.message, owners.get(accountOf(row.message) ?? '')),
  }));
}

function asEvent({ id, messageId, receivedAt, message, judgement }: Routed): NewEvent[] {
  if (judgement.verdict !== 'accepted' || message.kind !== 'trigger') return [];
  const { workspaceId, connectionId, appSlug } = judgement.owner;
  return [{ id, messageId, receivedAt, workspaceId, connectionId, appSlug, ...message.trigger }];
}

/**
 * Such messages arrive late and out of order: they say that a grant may have ended, and the provider is asked whether
 * it has.
 */
async function requestRechecks(
  { jobs }: RouteInboxDeps,
  tx: EntityManager,
  { message, judgement }: Routed,
): Promise<void> {
  if (judgement.verdict !== 'accepted' || message.kind === 'trigger') return;
  const { workspaceId, connectionId, isCurrent } = judgement.owner;
  if (isCurrent) await jobs.send(tx, rereadConnectionJob, { data: { workspaceId, connectionId } });
  if (message.kind !== 'trigger_disabled') return;
  const { upstreamId, reason } = message;
  await jobs.send(tx, checkSubscriptionJob, { data: { workspaceId, upstreamId, reason } });
}

function asUnmatched({ id, message, judgement }: Routed): UnmatchedMessage[] {
  const accountId = accountOf(message);
  return judgement.verdict === 'unknown' && accountId ? [{ id, accountId }] : [];
}

/** Updates the verdicts that differ from those stored on arrival. */
async function saveVerdicts(tx: EntityManager, routed: Routed[]): Promise<void> {
  for (const verdict of ['foreign', 'malformed'] as const) {
    const ids = routed.filter(({ judgement }) => judgement.verdict === verdict).map(({ id }) => id);
    if (ids.length === 0) continue;
    await db(tx).updateTable('webhook_inbox').set({ verdict }).where('id', '=', anyOf(ids)).execute();
  }
  await parkUnmatched(tx, routed.flatMap(asUnmatched));
}
