import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Job } from '../../../platform/jobs/job.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { db } from '../../../platform/orm/tables.ts';
import { SYSTEM } from '../../access/index.ts';
import { changeHealth, type ConnectionsDeps, lockConnection } from '../../connections/index.ts';
import { noteProviderStatus } from './note-provider-status.ts';
import { knowsWebhookSecret } from './observe-webhook.ts';
import type { RegisterWebhookDeps } from './register-webhook.ts';

/** Compares the connections that listen with the webhook that has to bring their messages. */
export const webhookHealthJob = {
  name: 'webhook-health',
  data: z.object({}),
  retryLimit: 0,
  retryDelayMax: 2,
  cron: '*/5 * * * *',
  singleton: true,
} satisfies Job;

export interface WebhookHealthDeps extends RegisterWebhookDeps {
  webhookSecrets: readonly string[];
  newId: ConnectionsDeps['newId'];
  changes: ConnectionsDeps['changes'];
  outgoingEvents: ConnectionsDeps['outgoingEvents'];
  log: Logger;
}

/** Connections per query. Each is changed in a transaction of its own. */
const BATCH = 500;

/**
 * Tells the health of each connection that listens whether messages can arrive at all, and of those that no longer listen that nothing
 * is missing. What the provider cannot be asked stays as it was.
 */
export async function checkWebhookHealth(deps: WebhookHealthDeps): Promise<void> {
  const isMissing = await missesWebhook(deps);
  if (isMissing === undefined) return;
  const em = deps.orm.em.fork();
  if (isMissing) await changeAll(deps, true, () => listening(em));
  await changeAll(deps, false, () => missing(em, { butListening: isMissing }));
}

/**
 * Whether messages cannot arrive: the provider sends them elsewhere or nowhere, or no secret is known to verify them with. Refused
 * signatures say nothing: anyone can send those. Undefined when the provider cannot be asked.
 */
async function missesWebhook(deps: WebhookHealthDeps): Promise<boolean | undefined> {
  const webhook = await noteProviderStatus(deps);
  if (!(await knowsWebhookSecret(deps))) return true;
  return webhook === 'unknown' ? undefined : webhook !== 'registered';
}

interface ConnectionKey {
  workspaceId: string;
  id: string;
}

const MISSES = sql<boolean>`c.health_parts->>'missesWebhook' = 'true'`;

const listens = (em: EntityManager) =>
  db(em)
    .selectFrom('trigger_subscriptions as t')
    .whereRef('t.workspace_id', '=', sql.ref('c.workspace_id'))
    .whereRef('t.connection_id', '=', sql.ref('c.id'))
    .where('t.desired_state', '=', 'on')
    .select('t.id');

const connections = (em: EntityManager) =>
  db(em).selectFrom('entity_connections as c').select(['c.workspace_id as workspaceId', 'c.id']).limit(BATCH);

/** Those that listen and are not known to miss it. */
const listening = (em: EntityManager): Promise<ConnectionKey[]> =>
  connections(em)
    .where((eb) => eb.exists(listens(em)))
    .where((eb) => eb.not(eb.fn.coalesce(MISSES, sql.lit(false))))
    .execute();

/** Those that are known to miss it, and no longer do. */
const missing = (em: EntityManager, { butListening }: { butListening: boolean }): Promise<ConnectionKey[]> =>
  connections(em)
    .where(MISSES)
    .$if(butListening, (q) => q.where((eb) => eb.not(eb.exists(listens(em)))))
    .execute();

async function changeAll(deps: WebhookHealthDeps, isMissing: boolean, find: () => Promise<ConnectionKey[]>) {
  for (let found = await find(); found.length > 0; found = found.length < BATCH ? [] : await find()) {
    for (const key of found) {
      await deps.orm.em.fork().transactional(async (tx) => {
        const connection = await lockConnection(tx, key);
        if (!connection) return;
        await changeHealth({ ...deps, tx }, connection, { parts: { missesWebhook: isMissing }, actor: SYSTEM });
      });
    }
  }
}
