import { deliveryStatus, type DeliveryView, deliveryViewSchema } from '@patchbay/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { idSchema } from '../../../platform/ids.ts';
import { cursorOf, page, pageLimit } from '../../../platform/paging.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import type { Access } from '../../access/index.ts';
import { type StoredTrouble, troubleOf } from '../delivery.view.ts';

const place = z.object({ id: idSchema });

export const listDeliveriesInput = inputObject({
  endpointId: idSchema.optional(),
  eventId: idSchema.optional(),
  status: deliveryStatus.optional(),
  cursor: cursorOf(place).optional(),
  limit: pageLimit(50),
}).prefault({});

export const listDeliveriesOutput = z.object({ items: z.array(deliveryViewSchema), nextCursor: z.string().nullable() });

interface Row {
  id: string;
  endpoint_id: string;
  url: string | null;
  description: string | null;
  event_id: string | null;
  app_slug: string | null;
  trigger_slug: string | null;
  status: DeliveryView['status'];
  attempts: (Omit<DeliveryView['attempts'][number], 'trouble'> & { trouble: StoredTrouble | null })[];
  due_at: Date;
  created_at: Date;
  finished_at: Date | null;
}

/** What was sent, and is to be sent, from this workspace: the newest first, with every attempt. */
export async function listDeliveries(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { endpointId, eventId, status, cursor, limit }: z.infer<typeof listDeliveriesInput>,
): Promise<z.infer<typeof listDeliveriesOutput>> {
  const conditions = [
    sql`d.workspace_id = ${workspaceId}`,
    ...(endpointId ? [sql`d.endpoint_id = ${endpointId}`] : []),
    ...(eventId ? [sql`d.event_id = ${eventId}`] : []),
    ...(status ? [sql`d.status = ${status}`] : []),
    ...(cursor ? [sql`d.id < ${cursor.id}`] : []),
  ];
  const { rows } = await sql<Row>`
    select d.id, d.endpoint_id, p.url, p.description, d.event_id, e.app_slug, e.trigger_slug, d.status, d.attempts,
           d.due_at, d.created_at, d.finished_at
      from deliveries d
      left join endpoints p on p.workspace_id = d.workspace_id and p.id = d.endpoint_id
      left join events e on e.workspace_id = d.workspace_id and e.id = d.event_id
     where ${sql.join(conditions, sql` and `)}
     order by d.id desc limit ${limit + 1}`.execute(em.getKysely<Record<string, never>>());
  return page(rows.map(asView), limit, ({ id }) => ({ id }));
}

function asView(row: Row): DeliveryView {
  return {
    id: row.id,
    endpoint: {
      id: row.endpoint_id,
      host: row.url === null ? null : new URL(row.url).host,
      description: row.description ?? '',
    },
    eventId: row.event_id,
    app: row.app_slug,
    trigger: row.trigger_slug,
    status: row.status,
    attempts: row.attempts.map((each) => ({ ...each, trouble: troubleOf(each.trouble) })),
    dueAt: row.status === 'waiting' ? row.due_at.toISOString() : null,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
