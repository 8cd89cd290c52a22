import type { EntityManager } from '@mikro-orm/postgresql';
import { endpointViewSchema } from '@patchbay/contracts';
import { type ExpressionBuilder, sql } from 'kysely';
import { z } from 'zod';
import { idSchema } from '../../../platform/ids.ts';
import { inNaturalOrder } from '../../../platform/orm/natural-order.ts';
import { nameInCursor, page, pageInput, pageOf } from '../../../platform/paging.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Tables } from '../../../platform/orm/table-types.ts';
import type { Access } from '../../access/index.ts';
import { Endpoint } from '../endpoint.entity.ts';
import { endpointView } from '../endpoint.view.ts';

const position = z.object({ name: nameInCursor, id: idSchema });

export const listEndpointsInput = inputObject(pageInput(position)).prefault({});

export const listEndpointsOutput = pageOf(endpointViewSchema).meta({ id: 'Endpoints' });

/** The name shown to people, truncated to fit into a cursor. */
const nameOf = (eb: ExpressionBuilder<Tables, 'endpoints'>) =>
  inNaturalOrder(sql`left(coalesce(nullif(${eb.ref('description')}, ''), ${eb.ref('url')}), 100)`);

/** The workspace's endpoints, sorted by description, or by address if there is none. */
export async function listEndpoints(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { cursor, limit }: z.infer<typeof listEndpointsInput>,
): Promise<z.infer<typeof listEndpointsOutput>> {
  const rows = await db(em)
    .selectFrom('endpoints')
    .select((eb) => ['id', nameOf(eb).as('name')])
    .where('workspace_id', '=', workspaceId)
    .$if(cursor !== undefined, (q) =>
      q.where((eb) => sql<boolean>`(${nameOf(eb)}, ${eb.ref('id')}) > (${cursor?.name}::text, ${cursor?.id}::uuid)`),
    )
    .orderBy(nameOf)
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const { items, nextCursor } = page(rows, limit, ({ name, id }) => ({ name, id }));
  const found = await em.find(Endpoint, { workspaceId, id: { $in: items.map(({ id }) => id) } });
  const byId = new Map(found.map((endpoint) => [endpoint.id, endpointView(endpoint)]));
  return { items: items.flatMap(({ id }) => byId.get(id) ?? []), nextCursor };
}

/** Ids of all endpoints, on or off. */
export async function endpointIdsOf(em: EntityManager, workspaceId: string): Promise<string[]> {
  const rows = await db(em).selectFrom('endpoints').select('id').where('workspace_id', '=', workspaceId).execute();
  return rows.map(({ id }) => id);
}
