import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../access/index.ts';
import type { Endpoint, OffReason } from '../endpoint.entity.ts';
import { isOfInstallation } from '../installation-owner.ts';
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
    // Of an endpoint of the installation the log and the list say so: it belongs to no workspace that could be told.
    turnedOff
      .filter(({ endpoint }) => !isOfInstallation(endpoint))
      .map(({ endpoint: { workspaceId, id, url, description }, reason, actor }) => ({
        type: 'endpoint.disabled',
        workspaceId,
        data: { endpoint: { id, host: new URL(url).host, description }, reason, actor },
      })),
  );
}
