import { deliveryStatus, type DeliveryView, deliveryViewSchema, endUserFields } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { idSchema } from '../../../platform/ids.ts';
import { cursorOf, page, pageLimit } from '../../../platform/paging.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Access } from '../../access/index.ts';
import { troubleOf } from '../delivery.view.ts';
import { isEventOf } from './whose-event.ts';

const position = z.object({ id: idSchema });

export const listDeliveriesInput = inputObject({
  endpointId: idSchema.optional().describe('Only deliveries to this endpoint.'),
  eventId: idSchema.optional().describe('Only deliveries of this event.'),
  status: deliveryStatus.optional().describe('Only deliveries with this status.'),
  ...endUserFields,
  cursor: cursorOf(position).optional(),
  limit: pageLimit(50),
}).prefault({});

export const listDeliveriesOutput = z
  .object({ items: z.array(deliveryViewSchema), nextCursor: z.string().nullable() })
  .meta({
    id: 'Deliveries',
  });

/** The workspace's deliveries, past and pending, newest first, each with its tries. */
export async function listDeliveries(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { endpointId, eventId, status, cursor, limit, ...whose }: z.infer<typeof listDeliveriesInput>,
): Promise<z.infer<typeof listDeliveriesOutput>> {
  const rows = await deliveries(em)
    .where('d.workspace_id', '=', workspaceId)
    .$if(endpointId !== undefined, (q) => q.where('d.endpoint_id', '=', endpointId ?? ''))
    .$if(eventId !== undefined, (q) => q.where('d.event_id', '=', eventId ?? ''))
    .$if(status !== undefined, (q) => q.where('d.status', '=', status ?? 'waiting'))
    .$if(whose.endUserId !== undefined || whose.tags !== undefined, (q) => q.where((eb) => isEventOf(eb, whose)))
    .$if(cursor !== undefined, (q) => q.where('d.id', '<', cursor?.id ?? ''))
    .orderBy('d.id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows.map(asView), limit, ({ id }) => ({ id }));
}

const deliveries = (em: EntityManager) =>
  db(em)
    .selectFrom('deliveries as d')
    .leftJoin('endpoints as p', (join) =>
      join.onRef('p.workspace_id', '=', 'd.workspace_id').onRef('p.id', '=', 'd.endpoint_id'),
    )
    .leftJoin('events as e', (join) =>
      join
        .on((eb) => eb('e.workspace_id', '=', eb.fn.coalesce('d.event_workspace_id', 'd.workspace_id')))
        .onRef('e.id', '=', 'd.event_id'),
    )
    .leftJoin('entity_connections as c', (join) =>
      join.onRef('c.workspace_id', '=', 'e.workspace_id').onRef('c.id', '=', 'e.connection_id'),
    )
    .select(['d.id', 'd.endpoint_id', 'p.url', 'p.description', 'd.event_id', 'e.type', 'e.app_slug', 'e.trigger_slug'])
    .select('d.event_workspace_id')
    .select(['d.status', 'd.attempts', 'd.due_at', 'd.created_at', 'd.finished_at']);

type Row = Awaited<ReturnType<ReturnType<typeof deliveries>['execute']>>[number];

function asView(row: Row): DeliveryView {
  return {
    id: row.id,
    endpoint: {
      id: row.endpoint_id,
      host: row.url === null ? null : new URL(row.url).host,
      description: row.description ?? '',
    },
    eventId: row.event_id,
    ...(row.event_workspace_id !== null && { workspaceId: row.event_workspace_id }),
    type: row.event_id === null ? 'test' : row.type,
    app: row.app_slug,
    trigger: row.trigger_slug,
    status: row.status,
    attempts: row.attempts.map((each) => ({ ...each, trouble: troubleOf(each.trouble) })),
    dueAt: row.status === 'waiting' ? row.due_at.toISOString() : null,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
