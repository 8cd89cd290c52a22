import type { EntityManager } from '@mikro-orm/postgresql';
import { signatureHeader } from '../../../platform/crypto/standard-webhooks.ts';
import type { Vault } from '../../../platform/crypto/vault.ts';
import { executeSql } from '../../../platform/orm/raw-sql.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import { type Endpoint, secretContext } from '../endpoint.entity.ts';

interface EventRow {
  id: string;
  connectionId: string;
  app: string;
  trigger: string;
  happenedAt: Date | null;
  receivedAt: Date;
  /** JSON. */
  payload: string;
}

/** What is sent, the same at every try; nothing where the event is older than events are kept. */
export async function messageOf(em: EntityManager, delivery: ClaimedDelivery): Promise<string | undefined> {
  const { workspaceId, eventId, createdAt } = delivery;
  if (!eventId) return JSON.stringify({ type: 'test', timestamp: createdAt.toISOString(), data: { workspaceId } });
  const [event] = await executeSql<EventRow>(
    em,
    `select id, connection_id as "connectionId", app_slug as app, trigger_slug as trigger,
            happened_at as "happenedAt", received_at as "receivedAt", payload::text
       from events where workspace_id = $1 and id = $2`,
    [workspaceId, eventId],
  );
  if (!event) return undefined;
  const { payload, ...facts } = event;
  const timestamp = event.receivedAt.toISOString();
  const message = JSON.stringify({ type: 'trigger.message', timestamp, data: { workspaceId, ...facts } });
  // As it is stored: nothing is parsed, so nothing can change.
  return `${message.slice(0, -'}}'.length)},"payload":${payload}}}`;
}

/** By Standard Webhooks. The id is the event's, so that a receiver knows it again however often it comes. */
export function headersOf(
  { vault, now }: { vault: Vault; now: Date },
  { delivery, endpoint }: { delivery: ClaimedDelivery; endpoint: Endpoint },
  body: string,
): Record<string, string> {
  const id = `msg_${delivery.eventId ?? delivery.id}`;
  const timestamp = Math.floor(now.getTime() / 1000);
  return {
    'content-type': 'application/json',
    'user-agent': 'Patchbay-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': `${timestamp}`,
    'webhook-signature': signatureHeader({ id, timestamp, body }, secretsOf({ vault, now }, endpoint)),
  };
}

/** Both during a rotation, the current one first. */
function secretsOf({ vault, now }: { vault: Vault; now: Date }, endpoint: Endpoint): string[] {
  const current = vault.open(endpoint.secretSealed, secretContext(endpoint, 'secret_sealed'));
  const { previousSecretSealed: previous, previousUntil } = endpoint;
  if (!previous || !previousUntil || previousUntil <= now) return [current];
  return [current, vault.open(previous, secretContext(endpoint, 'previous_secret_sealed'))];
}
