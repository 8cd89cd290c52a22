import type { EntityManager } from '@mikro-orm/postgresql';
import { anyOf, now } from '../../../platform/orm/expressions.ts';
import { inNaturalOrder } from '../../../platform/orm/natural-order.ts';
import { db } from '../../../platform/orm/tables.ts';
import { type Actor, adminsAmong, type ShownTo, wasShown } from '../../access/index.ts';
import { announceOff } from '../delivery/announce-off.ts';
import type { EndpointsDeps } from '../outbound-webhooks.deps.ts';

/** The enabled endpoints of the workspace whose secret this person has seen, sorted by URL. */
export function listShownEndpoints(em: EntityManager, person: ShownTo): Promise<{ id: string; url: string }[]> {
  return shownEndpoints(em, person)
    .select(['id', 'url'])
    .orderBy((eb) => inNaturalOrder(eb.ref('url')))
    .orderBy('id')
    .execute();
}

/**
 * Turns them off, except the kept ones, and cancels their pending deliveries, as `switchOff` in switch-off.ts does
 * for one.
 */
export async function turnOffShownEndpoints(
  { tx, outgoingEvents }: Pick<EndpointsDeps, 'outgoingEvents'> & { tx: EntityManager },
  person: ShownTo,
  { kept, actor }: { kept: string[]; actor: Actor },
): Promise<void> {
  const { workspaceId } = person;
  const shown = shownEndpoints(tx, person)
    .select('id')
    .where((eb) => eb.not(eb('id', '=', anyOf(kept))));
  const off = await db(tx)
    .with('off', (q) =>
      q
        .updateTable('endpoints')
        .set((eb) => ({ status: 'off', off_reason: 'person', updated_at: now, version: eb('version', '+', 1) }))
        .where('workspace_id', '=', workspaceId)
        .where('id', 'in', shown.orderBy('id').forUpdate())
        .returning(['id', 'url', 'description']),
    )
    .with('canceled', (q) =>
      q
        .updateTable('deliveries')
        .set({ status: 'dead', finished_at: now, lease_id: null, leased_until: null })
        .where('workspace_id', '=', workspaceId)
        .where('endpoint_id', 'in', (eb) => eb.selectFrom('off').select('off.id'))
        .where('status', '=', 'waiting'),
    )
    .selectFrom('off')
    .select(['off.id', 'off.url', 'off.description'])
    .orderBy('off.id')
    .execute();
  const turnedOff = off.map((each) => ({ endpoint: { workspaceId, ...each }, reason: 'person' as const, actor }));
  await announceOff({ outgoingEvents }, tx, turnedOff);
}

const shownEndpoints = (em: EntityManager, { workspaceId, userId }: ShownTo) =>
  db(em)
    .selectFrom('endpoints')
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'on')
    .where((eb) =>
      wasShown(
        { createdBy: eb.ref('created_by'), shownTo: eb.ref('shown_to') },
        { userId, wasAdmin: eb.exists(adminsAmong(em, userId).where('m.organizationId', '=', workspaceId)) },
      ),
    );
