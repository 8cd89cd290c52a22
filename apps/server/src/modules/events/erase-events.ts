import type { EntityManager } from '@mikro-orm/postgresql';
import { type Expression, type RawBuilder, sql } from 'kysely';
import { anyOf } from '../../platform/orm/expressions.ts';
import { db } from '../../platform/orm/tables.ts';
import type { ErasedCounts, Erasure } from '../connections/index.ts';

/** The messages of the provider that became events of these connections. */
export async function triggerMessagesOf(
  em: EntityManager,
  { workspaceId, connectionIds }: Pick<Erasure, 'workspaceId' | 'connectionIds'>,
): Promise<string[]> {
  const rows = await db(em)
    .selectFrom('events')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', anyOf(connectionIds))
    .where('type', '=', 'trigger.message')
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Deletes what the apps of these connections sent: a delivery of it that is waiting is given up, as after the retention. What happened to
 * the connections stays, without label, tags, people and words of the provider's, and is delivered like that.
 */
export async function eraseEvents({ tx, workspaceId, connectionIds, messageIds }: Erasure): Promise<ErasedCounts> {
  const messages = await db(tx)
    .deleteFrom('events')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', anyOf(messageIds))
    .returning('id')
    .execute();
  const others = await db(tx)
    .updateTable('events')
    .set((eb) => ({
      about: sql`(${withoutPerson(sql`${eb.ref('about')}::jsonb`)})::json`,
      payload: sql`(${withoutPerson(sql`${eb.ref('payload')}::jsonb`)})::json`,
    }))
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', anyOf(connectionIds))
    .where('type', '<>', 'trigger.message')
    .returning('id')
    .execute();
  return { events: messages.length + others.length };
}

/** Events of connect sessions that have no connection name only their end user. */
export async function eraseSessionEvents(
  tx: EntityManager,
  { workspaceId, endUserId }: { workspaceId: string; endUserId: string },
): Promise<number> {
  const erased = await db(tx)
    .updateTable('events')
    .set((eb) => ({ payload: sql`(${withoutPerson(sql`${eb.ref('payload')}::jsonb`)})::json` }))
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', 'is', null)
    .where('type', '=', 'connect_session.failed')
    .where((eb) => sql<boolean>`${eb.ref('payload')}->'endUser'->>'id' = ${endUserId}`)
    .returning('id')
    .execute();
  return erased.length;
}

/** Fields of catalog events that can name a person, and what they have instead. */
const ERASED = {
  connection: { label: '', endUserId: null, tags: {} },
  account: { identity: null },
  previousAccount: { identity: null },
  reason: { detail: null },
  endUser: { id: 'forgotten' },
};

const FORGOTTEN_ACTOR = { actor: { kind: 'end_user', id: 'forgotten', name: 'Forgotten user' } };

function withoutPerson(json: Expression<unknown>): RawBuilder<unknown> {
  const changes = Object.entries(ERASED).map(
    ([field, fields]) => sql`case when jsonb_typeof(${json}->${sql.lit(field)}) = 'object'
      then jsonb_build_object(${sql.lit(field)}, (${json}->${sql.lit(field)}) || ${JSON.stringify(fields)}::jsonb) else '{}' end`,
  );
  const actor = sql`case when ${json}->'actor'->>'kind' = 'end_user' then ${JSON.stringify(FORGOTTEN_ACTOR)}::jsonb else '{}' end`;
  const detail = sql`case when jsonb_exists(${json}, 'detail') then '{"detail":null}'::jsonb else '{}' end`;
  return sql`${json} || ${sql.join([...changes, actor, detail], sql` || `)}`;
}
