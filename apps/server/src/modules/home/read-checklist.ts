import { z } from 'zod';
import { db } from '../../platform/orm/tables.ts';
import type { Access } from '../access/index.ts';

export const checklistOutput = z.object({
  /** Whether this person has put it away. */
  isDismissed: z.boolean(),
  /** What the workspace has done already. */
  steps: z.object({
    connected: z.boolean(),
    triggerEnabled: z.boolean(),
    actionRun: z.boolean(),
    keyOrEndpoint: z.boolean(),
    eventReceived: z.boolean(),
  }),
  /** The connection to go on with, and a trigger of it that listens. */
  next: z.object({ connectionId: z.string(), app: z.string(), subscriptionId: z.string().nullable() }).nullable(),
});

type Reader = Pick<Access, 'em' | 'workspaceId' | 'actor'>;

/** The way from an empty workspace to an event that arrives. Its statements stop at the first row of each table. */
export async function readChecklist(reader: Reader): Promise<z.infer<typeof checklistOutput>> {
  const { em, workspaceId, actor } = reader;
  const { isDismissed, keyMade, endpointMade, ...steps } = await db(em)
    .selectNoFrom((eb) => {
      const some = (query: Parameters<typeof eb.exists>[0]) => eb.exists(query).$castTo<boolean>();
      const dismissed = eb.selectFrom('dismissed_checklists').select('user_id').where('user_id', '=', actor.id);
      const connections = eb.selectFrom('entity_connections').select('id').where('status', '=', 'active');
      const triggers = eb.selectFrom('trigger_subscriptions').select('id').where('desired_state', '=', 'on');
      const events = eb.selectFrom('events').select('id').where('type', '=', 'trigger.message');
      const runs = eb.selectFrom('action_executions').select('id');
      const keys = eb.selectFrom('service_key_workspaces').select('key_id');
      const endpoints = eb.selectFrom('endpoints').select('id');
      return [
        some(dismissed.where('workspace_id', '=', workspaceId)).as('isDismissed'),
        some(connections.where('workspace_id', '=', workspaceId)).as('connected'),
        some(triggers.where('workspace_id', '=', workspaceId)).as('triggerEnabled'),
        some(runs.where('workspace_id', '=', workspaceId)).as('actionRun'),
        some(keys.where('workspace_id', '=', workspaceId)).as('keyMade'),
        some(endpoints.where('workspace_id', '=', workspaceId)).as('endpointMade'),
        some(events.where('workspace_id', '=', workspaceId)).as('eventReceived'),
      ];
    })
    .executeTakeFirstOrThrow();
  const next = steps.connected ? await nextConnection(reader) : undefined;
  return { isDismissed, steps: { ...steps, keyOrEndpoint: keyMade || endpointMade }, next: next ?? null };
}

/** One that listens already, or else the newest. */
function nextConnection({ em, workspaceId }: Reader) {
  return db(em)
    .selectFrom('entity_connections as c')
    .leftJoin('trigger_subscriptions as t', (join) =>
      join
        .onRef('t.workspace_id', '=', 'c.workspace_id')
        .onRef('t.connection_id', '=', 'c.id')
        .on('t.desired_state', '=', 'on')
        .on('t.state', '=', 'on'),
    )
    .leftJoin('composio_apps_cache as a', 'a.slug', 'c.app_slug')
    .select(['c.id as connectionId', 't.id as subscriptionId'])
    .select((eb) => eb.fn.coalesce('a.name', 'c.app_slug').as('app'))
    .where('c.workspace_id', '=', workspaceId)
    .where('c.status', '=', 'active')
    .orderBy((eb) => eb('t.id', 'is', null))
    .orderBy('c.created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}
