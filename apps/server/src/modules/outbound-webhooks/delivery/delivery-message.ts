import type { EntityManager } from '@mikro-orm/postgresql';
import { signatureHeader } from '../../../platform/crypto/standard-webhooks.ts';
import type { Vault } from '../../../platform/crypto/vault.ts';
import { db, statements } from '../../../platform/orm/tables.ts';
import { type ParameterOf, prepare } from '../../../platform/orm/prepare.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import { type Endpoint, secretContext } from '../endpoint.entity.ts';

/** The body, the same for every try; undefined when the event is past its retention. */
export async function messageOf(em: EntityManager, delivery: ClaimedDelivery): Promise<string | undefined> {
  const { workspaceId, eventId, createdAt } = delivery;
  if (!eventId) return JSON.stringify({ type: 'test', timestamp: createdAt.toISOString(), data: { workspaceId } });
  const [event] = (await db(em).executeQuery(EVENT({ workspaceId, eventId }))).rows;
  if (!event) return undefined;
  const { payload, ...facts } = event;
  const timestamp = event.receivedAt.toISOString();
  const message = JSON.stringify({ type: 'trigger.message', timestamp, data: { workspaceId, ...facts } });
  // Spliced as stored: the payload is not parsed, so no number in it can change.
  return `${message.slice(0, -'}}'.length)},"payload":${payload}}}`;
}

/** Prepared because it runs for each delivery. */
const EVENT = prepare((value: ParameterOf<{ workspaceId: string; eventId: string }>) =>
  statements
    .selectFrom('events')
    .select(['id', 'connection_id as connectionId', 'app_slug as app', 'trigger_slug as trigger'])
    .select((eb) => [
      'happened_at as happenedAt',
      'received_at as receivedAt',
      eb.cast<string>('payload', 'text').as('payload'),
    ])
    .where('workspace_id', '=', value('workspaceId'))
    .where('id', '=', value('eventId')),
);

/** Headers by Standard Webhooks. The id is the event's, so that a receiver can recognize repeats. */
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

/** Both secrets during a rotation, the current one first. */
function secretsOf({ vault, now }: { vault: Vault; now: Date }, endpoint: Endpoint): string[] {
  const current = vault.open(endpoint.secretSealed, secretContext(endpoint, 'secret_sealed'));
  const { previousSecretSealed: previous, previousUntil } = endpoint;
  if (!previous || !previousUntil || previousUntil <= now) return [current];
  return [current, vault.open(previous, secretContext(endpoint, 'previous_secret_sealed'))];
}
