import { connectionViewSchema } from '@patchbay/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { appMetadataSchema } from '../../catalog/index.ts';
import type { Access } from '../../access/index.ts';
import { listConnectionsInput, pageOfConnections } from './list-connections.ts';

export const listConnectedInput = listConnectionsInput.unwrap().omit({ status: true }).prefault({});

const trigger = appMetadataSchema.shape.triggers.element.pick({ slug: true, name: true, type: true }).extend({
  /** Whether this connection listens to it. */
  subscribed: z.boolean(),
});

const connected = connectionViewSchema.extend({
  /** What may be run with it: slugs, in order. */
  enabledActions: z.array(z.string()),
  /** What its app can tell of, and what of that it is told. */
  triggers: z.array(trigger),
});

export const listConnectedOutput = z.object({ items: z.array(connected), nextCursor: z.string().nullable() });

interface Row {
  id: string;
  actions: string[];
  triggers: z.infer<typeof trigger>[];
}

/** The connected apps of the workspace, by name, each with what can be done with it. The database only. */
export async function listConnected(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  input: z.infer<typeof listConnectedInput>,
): Promise<z.infer<typeof listConnectedOutput>> {
  const { items, nextCursor } = await pageOfConnections({ em, workspaceId }, { ...input, status: 'active' });
  const { rows } = await sql<Row>`
    select c.id,
           array(select s.slug from composio_actions_cache s
                  where s.slug = any(e.actions) and s.gone_at is null order by s.slug) as actions,
           coalesce((select jsonb_agg(jsonb_build_object(
                              'slug', t->>'slug', 'name', t->>'name', 'type', t->>'type',
                              'subscribed', exists (select 1 from trigger_subscriptions s
                                                     where s.workspace_id = c.workspace_id and s.connection_id = c.id
                                                       and s.trigger_slug = t->>'slug' and s.wanted = 'on')))
                       from json_array_elements(a.app_metadata->'triggers') t), '[]') as triggers
      from entity_connections c
      left join enabled_actions e on e.workspace_id = c.workspace_id and e.connection_id = c.id
      left join composio_apps_cache a on a.slug = c.app_slug
     where c.workspace_id = ${workspaceId} and c.id = any(${items.map(({ id }) => id)}::uuid[])
  `.execute(em.getKysely<Record<string, never>>());
  const more = new Map(rows.map(({ id, actions, triggers }) => [id, { enabledActions: actions, triggers }]));
  // One that was removed between the two questions is connected no longer.
  const complete = items.flatMap((item) => {
    const known = more.get(item.id);
    return known ? [{ ...item, ...known }] : [];
  });
  return { items: complete, nextCursor };
}
