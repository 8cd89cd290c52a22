import type { EntityManager } from '@mikro-orm/postgresql';
import { signatureHeader } from '../../../platform/crypto/standard-webhooks.ts';
import type { Vault } from '../../../platform/crypto/vault.ts';
import { db, statements } from '../../../platform/orm/tables.ts';
import { type ParameterOf, prepare } from '../../../platform/orm/prepare.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import { type Endpoint, secretContext } from '../endpoint.entity.ts';

/** What an endpoint has chosen; null if it was never asked. */
type Choice = Pick<Endpoint, 'types'>;

/** The body, the same for every try; undefined when the event is past its retention. */
export async function messageOf(
  em: EntityManager,
  delivery: ClaimedDelivery,
  { types }: Choice,
): Promise<string | undefined> {
  const { eventId, createdAt } = delivery;
  const workspaceId = delivery.eventWorkspaceId ?? delivery.workspaceId;
  if (!eventId) return JSON.stringify({ type: 'test', timestamp: createdAt.toISOString(), data: { workspaceId } });
  const [event] = (await db(em).executeQuery(EVENT({ workspaceId, eventId }))).rows;
  if (!event) return undefined;
  const { type, version, about, payload, ...facts } = event;
  const timestamp = event.receivedAt.toISOString();
  if (type !== 'trigger.message') return spliced({ version, type, timestamp }, 'data', payload);
  const data = JSON.stringify({ workspaceId, ...facts });
  // An endpoint that has chosen no types gets the body from before there were any, byte for byte.
  const named = types && about ? `${data.slice(0, -1)},${about.slice(1)}` : data;
  return spliced({ type, timestamp }, 'data', `${named.slice(0, -1)},"payload":${payload}}`);
}

/** Adds a field whose JSON is used as it is stored: it is not parsed, so no number in it can change. */
function spliced(fields: object, name: string, json: string): string {
  return `${JSON.stringify(fields).slice(0, -1)},"${name}":${json}}`;
}

/** Prepared because it runs for each delivery. */
const EVENT = prepare((value: ParameterOf<{ workspaceId: string; eventId: string }>) =>
  statements
    .selectFrom('events')
    .select((eb) => ['type', 'version', eb.cast<string | null>('about', 'text').as('about')])
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
