import type { ConnectionView } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Kysely } from 'kysely';
import { AppError } from '../../../platform/errors/app-error.ts';
import { type ParameterOf, prepare } from '../../../platform/orm/prepare.ts';
import type { Tables } from '../../../platform/orm/table-types.ts';
import { db, statements } from '../../../platform/orm/tables.ts';
import { connectionView } from '../connection.view.ts';

/** One query, joined with the app and the open attempt, because every page load runs it. */
export function selectConnections(kysely: Kysely<Tables>) {
  return kysely
    .selectFrom('entity_connections as c')
    .leftJoin('composio_apps_cache as a', 'a.slug', 'c.app_slug')
    .leftJoin('connection_attempts as t', (join) =>
      join.onRef('t.workspace_id', '=', 'c.workspace_id').onRef('t.id', '=', 'c.attempt_id'),
    )
    .select(COLUMNS)
    .select((eb) => eb('a.logo_url', 'is not', null).$castTo<boolean>().as('has_logo'));
}

const COLUMNS = [
  'c.id',
  'c.app_slug',
  'a.name as app_name',
  'a.needs_auth',
  'a.needs_setup',
  'a.auth_schemes',
  'c.label',
  'c.end_user_id',
  'c.end_user_name',
  'c.end_user_email',
  'c.tags',
  'c.status',
  'c.confirmation',
  'c.fallback_status',
  'c.health_parts',
  'c.reason_code',
  'c.reason_detail',
  'c.connection_id as account_id',
  'c.account_identity',
  'c.added_by',
  'c.connected_by',
  'c.connected_at',
  'c.created_at',
  'c.updated_at',
  'c.version',
  't.id as attempt_id',
  't.opened_at as attempt_opened_at',
  't.expires_at as attempt_expires_at',
  't.returned_at as attempt_returned_at',
  't.active_seen_at as attempt_active_seen_at',
  't.unconfirmed_at as attempt_unconfirmed_at',
  't.account_id as attempt_account_id',
  't.user_id as attempt_user_id',
  't.user_name as attempt_user_name',
] as const;

export type ConnectionRow = Awaited<ReturnType<ReturnType<typeof selectConnections>['execute']>>[number];

/** One connection of the workspace. Throws CONNECTION_UNKNOWN, for ids of other workspaces as for unknown ones. */
export async function readConnection(em: EntityManager, workspaceId: string, id: string): Promise<ConnectionView> {
  const [row] = (await db(em).executeQuery(ONE({ workspaceId, id }))).rows;
  if (!row) throw new AppError('CONNECTION_UNKNOWN');
  return connectionView(row);
}

const ONE = prepare((value: ParameterOf<{ workspaceId: string; id: string }>) =>
  selectConnections(statements).where('c.workspace_id', '=', value('workspaceId')).where('c.id', '=', value('id')),
);

/** Connections of one end user that a page shows at most. */
const MAX_OF_END_USER = 200;

/** All connections of one end user of the workspace. */
export async function connectionsOfEndUser(
  em: EntityManager,
  { workspaceId, endUserId }: { workspaceId: string; endUserId: string },
): Promise<ConnectionView[]> {
  const rows = await selectConnections(db(em))
    .where('c.workspace_id', '=', workspaceId)
    .where('c.end_user_id', '=', endUserId)
    .orderBy('c.app_slug')
    .orderBy('c.id')
    .limit(MAX_OF_END_USER)
    .execute();
  return rows.map(connectionView);
}

/** Ids of all connections of the workspace, regardless of status. */
export async function connectionIdsOf(em: EntityManager, workspaceId: string): Promise<string[]> {
  const own = db(em).selectFrom('entity_connections').select('id').where('workspace_id', '=', workspaceId);
  return (await own.execute()).map(({ id }) => id);
}
