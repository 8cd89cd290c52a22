import { connectionViewSchema } from '@patchbay/contracts';
import { type ExpressionBuilder, type Nullable, sql } from 'kysely';
import { z } from 'zod';
import { appMetadataSchema } from '../../catalog/index.ts';
import type { Access } from '../../access/index.ts';
import { listConnectionsInput, pageOfConnections } from './list-connections.ts';
import { db } from '../../../platform/orm/tables.ts';
import { anyOf } from '../../../platform/orm/expressions.ts';
import type { Tables } from '../../../platform/orm/table-types.ts';

export const listConnectedInput = listConnectionsInput.unwrap().omit({ status: true }).prefault({});

const trigger = appMetadataSchema.shape.triggers.element.pick({ slug: true, name: true, type: true }).extend({
  /** Whether this connection subscribes to it. */
  subscribed: z.boolean(),
});

type Trigger = z.infer<typeof trigger>;

const connected = connectionViewSchema.extend({
  /** Slugs of the actions that may be executed, sorted. */
  enabledActions: z.array(z.string()),
  /** All triggers of the app, with whether each is subscribed. */
  triggers: z.array(trigger),
});

export const listConnectedOutput = z.object({ items: z.array(connected), nextCursor: z.string().nullable() });

/**
 * The connected apps of the workspace, sorted by name, each with its enabled actions and triggers. Reads the database
 * only.
 */
export async function listConnected(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  input: z.infer<typeof listConnectedInput>,
): Promise<z.infer<typeof listConnectedOutput>> {
  const { items, nextCursor } = await pageOfConnections({ em, workspaceId }, { ...input, status: 'active' });
  const ids = items.map(({ id }) => id);
  const rows = await db(em)
    .selectFrom('entity_connections as c')
    .leftJoin('enabled_actions as e', (join) =>
      join.onRef('e.workspace_id', '=', 'c.workspace_id').onRef('e.connection_id', '=', 'c.id'),
    )
    .leftJoin('composio_apps_cache as a', 'a.slug', 'c.app_slug')
    .select((eb) => ['c.id', actionsOf(eb).as('actions'), triggersOf(eb).as('triggers')])
    .where('c.workspace_id', '=', workspaceId)
    .where('c.id', '=', anyOf(ids))
    .execute();
  const more = new Map(rows.map(({ id, actions, triggers }) => [id, { enabledActions: actions, triggers }]));
  // A connection that was removed between the two queries is no longer connected.
  const complete = items.flatMap((item) => {
    const known = more.get(item.id);
    return known ? [{ ...item, ...known }] : [];
  });
  return { items: complete, nextCursor };
}

type Joined = ExpressionBuilder<
  {
    c: Tables['entity_connections'];
    e: Nullable<Tables['enabled_actions']>;
    a: Nullable<Tables['composio_apps_cache']>;
  } & Tables,
  'c' | 'e' | 'a'
>;

/** Enabled actions that the catalog still has, sorted. */
const actionsOf = (eb: Joined) => {
  const known = eb
    .selectFrom('composio_actions_cache as s')
    .select('s.slug')
    .where('s.slug', '=', sql<string>`any(${eb.ref('e.actions')})`)
    .where('s.gone_at', 'is', null)
    .orderBy('s.slug');
  return sql<string[]>`array(${known})`;
};

const triggersOf = (eb: Joined) => {
  const subscribed = eb
    .selectFrom('trigger_subscriptions as s')
    .select('s.id')
    .whereRef('s.workspace_id', '=', 'c.workspace_id')
    .whereRef('s.connection_id', '=', 'c.id')
    .where('s.trigger_slug', '=', sql<string>`t->>'slug'`)
    .where('s.desired_state', '=', 'on');
  return sql<Trigger[]>`
    coalesce((select jsonb_agg(jsonb_build_object('slug', t->>'slug', 'name', t->>'name', 'type', t->>'type',
                                                  'subscribed', exists (${subscribed})))
                from json_array_elements(${eb.ref('a.app_metadata')}->'triggers') t), '[]')`;
};
