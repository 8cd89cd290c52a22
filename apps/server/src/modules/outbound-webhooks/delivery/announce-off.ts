import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../access/index.ts';
import type { Endpoint, OffReason } from '../endpoint.entity.ts';
import type { EndpointsDeps } from '../outbound-webhooks.deps.ts';

interface TurnedOff {
  endpoint: Pick<Endpoint, 'workspaceId' | 'id' | 'url' | 'description'>;
  reason: OffReason;
  actor: Actor;
}

/** Tells the other endpoints that these were turned off, in the transaction that does it. */
export async function announceOff(
  { outgoingEvents }: Pick<EndpointsDeps, 'outgoingEvents'>,
  tx: EntityManager,
  turnedOff: TurnedOff[],
): Promise<void> {
  await outgoingEvents.plan(
    tx,
    turnedOff.map(({ endpoint: { workspaceId, id, url, description }, reason, actor }) => ({
      type: 'endpoint.disabled',
      workspaceId,
      data: { endpoint: { id, host: new URL(url).host, description }, reason, actor },
    })),
  );
}
