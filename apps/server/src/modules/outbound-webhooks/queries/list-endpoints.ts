import { endpointViewSchema } from '@patchbay/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { idSchema } from '../../../platform/ids.ts';
import { inNaturalOrder } from '../../../platform/orm/natural-order.ts';
import { nameInPlace, page, pageInput, pageOf } from '../../../platform/paging.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import type { Access } from '../../access/index.ts';
import { Endpoint } from '../endpoint.entity.ts';
import { endpointView } from '../endpoint.view.ts';

const place = z.object({ name: nameInPlace, id: idSchema });

export const listEndpointsInput = inputObject(pageInput(place)).prefault({});

export const listEndpointsOutput = pageOf(endpointViewSchema);

/** What people know it by, cut to what fits into a cursor. */
const NAME = inNaturalOrder(sql`left(coalesce(nullif(description, ''), url), 100)`);

/** The workspace's endpoints, by description, or by address where there is none. */
export async function listEndpoints(
  { em, workspaceId }: Access,
  { cursor, limit }: z.infer<typeof listEndpointsInput>,
): Promise<z.infer<typeof listEndpointsOutput>> {
  const after = cursor ? sql`and (${NAME}, id) > (${cursor.name}::text, ${cursor.id}::uuid)` : sql``;
  const { rows } = await sql<z.infer<typeof place>>`
    select id, ${NAME} as name from endpoints where workspace_id = ${workspaceId} ${after}
     order by ${NAME}, id limit ${limit + 1}
  `.execute(em.getKysely<Record<string, never>>());
  const { items, nextCursor } = page(rows, limit, ({ name, id }) => ({ name, id }));
  const found = await em.find(Endpoint, { workspaceId, id: { $in: items.map(({ id }) => id) } });
  const byId = new Map(found.map((endpoint) => [endpoint.id, endpointView(endpoint)]));
  return { items: items.flatMap(({ id }) => byId.get(id) ?? []), nextCursor };
}
