import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { firstActions } from './policy.ts';
import { prepare } from '../../platform/orm/prepare.ts';
import { db, statements } from '../../platform/orm/tables.ts';

/** A connection, as far as its enabled actions go. */
export interface ActionsKey {
  workspaceId: string;
  id: string;
}

/** The slugs in order, without those that the provider has taken out of the catalog since. */
export async function readEnabledActions(em: EntityManager, { workspaceId, id }: ActionsKey): Promise<string[]> {
  const rows = await db(em)
    .selectFrom('enabled_actions as e')
    .innerJoin('composio_actions_cache as a', (join) =>
      join.on((eb) => eb('a.slug', '=', sql<string>`any(${eb.ref('e.actions')})`)).on('a.gone_at', 'is', null),
    )
    .select('a.slug')
    .where('e.workspace_id', '=', workspaceId)
    .where('e.connection_id', '=', id)
    .orderBy('a.slug')
    .execute();
  return rows.map(({ slug }) => slug);
}

export async function isEnabled(em: EntityManager, { workspaceId, id }: ActionsKey, slug: string): Promise<boolean> {
  const list = db(em).selectFrom('enabled_actions').select('connection_id').where('workspace_id', '=', workspaceId);
  const enabled = list.where('connection_id', '=', id).where((eb) => sql<boolean>`${slug} = any(${eb.ref('actions')})`);
  return (await enabled.executeTakeFirst()) !== undefined;
}

/** Replaces the list. The caller holds the connection's lock. */
export async function writeEnabledActions(
  tx: EntityManager,
  { workspaceId, id }: ActionsKey,
  actions: Iterable<string>,
): Promise<void> {
  const list = { actions: [...new Set(actions)].toSorted() };
  await db(tx)
    .insertInto('enabled_actions')
    .values({ workspace_id: workspaceId, connection_id: id, ...list })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'connection_id']).doUpdateSet(list))
    .execute();
}

/**
 * The actions that are enabled when a connection becomes usable for the first time, by the app's policy in the workspace. An earlier
 * choice, also one made with an earlier account, is kept.
 */
export async function chooseFirstActions(
  tx: EntityManager,
  { workspaceId, id, appSlug }: ActionsKey & { appSlug: string },
): Promise<void> {
  await db(tx).executeQuery(CHOOSE({ workspaceId, id, app: appSlug }));
}

const CHOOSE = prepare<{ workspaceId: string; id: string; app: string }, unknown>((value) =>
  statements
    .insertInto('enabled_actions')
    .columns(['workspace_id', 'connection_id', 'actions'])
    .expression((eb) =>
      eb
        .selectFrom('composio_actions_cache')
        .select((inner) => [
          inner.cast<string>(inner.val(value('workspaceId')), 'text').as('workspace_id'),
          inner.cast<string>(inner.val(value('id')), 'uuid').as('connection_id'),
          sql<string[]>`coalesce(array_agg(${inner.ref('slug')} order by ${inner.ref('slug')}), '{}')`.as('actions'),
        ])
        .where('app_slug', '=', value('app'))
        .where('gone_at', 'is', null)
        .where((inner) =>
          firstActions(statements, inner.ref('tags'), { workspaceId: value('workspaceId'), app: value('app') }),
        ),
    )
    .onConflict((conflict) => conflict.columns(['workspace_id', 'connection_id']).doNothing()),
);

export async function forgetActions(tx: EntityManager, { workspaceId, id }: ActionsKey): Promise<void> {
  const lists = db(tx).deleteFrom('enabled_actions').where('workspace_id', '=', workspaceId);
  await lists.where('connection_id', '=', id).execute();
}
