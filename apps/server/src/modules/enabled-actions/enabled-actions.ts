import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import { FIRST_ACTIONS } from './policy.ts';

/** A connection, as far as its enabled actions go. */
export interface ActionsKey {
  workspaceId: string;
  id: string;
}

/** The slugs in order, without those that the provider has taken out of the catalog since. */
export async function readEnabledActions(em: EntityManager, { workspaceId, id }: ActionsKey): Promise<string[]> {
  const rows = await executeSql<{ slug: string }>(
    em,
    `select a.slug from enabled_actions e
       join composio_actions_cache a on a.slug = any(e.actions) and a.gone_at is null
      where e.workspace_id = $1 and e.connection_id = $2 order by a.slug`,
    [workspaceId, id],
  );
  return rows.map(({ slug }) => slug);
}

export async function isEnabled(em: EntityManager, { workspaceId, id }: ActionsKey, slug: string): Promise<boolean> {
  const rows = await executeSql(
    em,
    'select 1 from enabled_actions where workspace_id = $1 and connection_id = $2 and $3 = any(actions)',
    [workspaceId, id, slug],
  );
  return rows.length > 0;
}

/** Replaces the list. The caller holds the connection's lock. */
export async function writeEnabledActions(
  tx: EntityManager,
  { workspaceId, id }: ActionsKey,
  actions: Iterable<string>,
): Promise<void> {
  await executeSql(
    tx,
    `insert into enabled_actions (workspace_id, connection_id, actions) values ($1, $2, $3)
     on conflict (workspace_id, connection_id) do update set actions = excluded.actions`,
    [workspaceId, id, [...new Set(actions)].toSorted()],
  );
}

/**
 * What a connection starts with when it becomes usable for the first time, by the app's policy in the workspace. What was
 * chosen before, also with an earlier account, stays.
 */
export async function chooseFirstActions(
  tx: EntityManager,
  { workspaceId, id, appSlug }: ActionsKey & { appSlug: string },
): Promise<void> {
  await executeSql(
    tx,
    `insert into enabled_actions (workspace_id, connection_id, actions)
     select $1, $2, coalesce(array_agg(slug order by slug), '{}') from composio_actions_cache
      where app_slug = $3 and gone_at is null and ${FIRST_ACTIONS}
     on conflict (workspace_id, connection_id) do nothing`,
    [workspaceId, id, appSlug],
  );
}

export async function forgetActions(tx: EntityManager, { workspaceId, id }: ActionsKey): Promise<void> {
  await executeSql(tx, 'delete from enabled_actions where workspace_id = $1 and connection_id = $2', [workspaceId, id]);
}
