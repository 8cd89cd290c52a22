import type { AttemptView, ConnectionView } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type ReasonCode, type Status } from '@patchbay/lifecycle';
import { type RawBuilder, sql } from 'kysely';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Actor } from '../../access/index.ts';

interface Row {
  id: string;
  app_slug: string;
  app_name: string | null;
  has_logo: boolean;
  needs_auth: boolean | null;
  label: string;
  status: Status;
  reason_code: ReasonCode | null;
  reason_detail: string | null;
  account_id: string | null;
  account_identity: string | null;
  added_by: Actor;
  connected_by: Actor | null;
  connected_at: Date | null;
  created_at: Date;
  updated_at: Date;
  version: number;
  attempt_id: string | null;
  attempt_opened_at: Date | null;
  attempt_expires_at: Date | null;
  attempt_returned_at: Date | null;
  attempt_active_seen_at: Date | null;
  attempt_unconfirmed_at: Date | null;
  attempt_account_id: string | null;
  attempt_user_id: string | null;
  attempt_user_name: string | null;
}

/** Plain rows by one query, joined with the app and the open attempt: this is what every page load runs. */
export async function selectConnections(
  em: EntityManager,
  where: RawBuilder<unknown>,
  page: RawBuilder<unknown> = sql``,
): Promise<ConnectionView[]> {
  const query = sql<Row>`
    select c.id, c.app_slug, a.name as app_name, a.logo_url is not null as has_logo, a.needs_auth, c.label, c.status,
           c.reason_code, c.reason_detail, c.connection_id as account_id, c.account_identity, c.added_by, c.connected_by,
           c.connected_at, c.created_at, c.updated_at, c.version, t.id as attempt_id, t.opened_at as attempt_opened_at,
           t.expires_at as attempt_expires_at, t.returned_at as attempt_returned_at, t.active_seen_at as attempt_active_seen_at,
           t.unconfirmed_at as attempt_unconfirmed_at, t.account_id as attempt_account_id,
           t.user_id as attempt_user_id, t.user_name as attempt_user_name
      from entity_connections c
      left join composio_apps_cache a on a.slug = c.app_slug
      left join connection_attempts t on t.workspace_id = c.workspace_id and t.id = c.attempt_id
     where ${where} ${page}`;
  const { rows } = await query.execute(em.getKysely<Record<string, never>>());
  return rows.map(asView);
}

/** One connection of the workspace. Throws CONNECTION_UNKNOWN, for other workspaces' ids as for random ones. */
export async function readConnection(em: EntityManager, workspaceId: string, id: string): Promise<ConnectionView> {
  const [view] = await selectConnections(em, sql`c.workspace_id = ${workspaceId} and c.id = ${id}`);
  if (!view) throw new AppError('CONNECTION_UNKNOWN');
  return view;
}

function asView(row: Row): ConnectionView {
  return {
    id: row.id,
    app: {
      slug: row.app_slug,
      name: row.app_name ?? row.app_slug,
      logo: row.has_logo ? `/logos/${row.app_slug}` : null,
      needsAuth: row.needs_auth ?? true,
    },
    label: row.label,
    status: row.status,
    reason: row.reason_code ? { code: row.reason_code, detail: row.reason_detail } : null,
    attempt: attemptOf(row),
    account: row.account_id ? { id: row.account_id, identity: row.account_identity } : null,
    addedBy: personOf(row.added_by),
    connectedBy: row.connected_by && personOf(row.connected_by),
    connectedAt: row.connected_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  };
}

function attemptOf(row: Row): ConnectionView['attempt'] {
  if (!row.attempt_id || !row.attempt_opened_at || !row.attempt_expires_at) return null;
  return {
    id: row.attempt_id,
    step: stepOf(row),
    startedAt: row.attempt_opened_at.toISOString(),
    expiresAt: row.attempt_expires_at.toISOString(),
    startedBy: { id: row.attempt_user_id ?? '', name: row.attempt_user_name ?? '' },
  };
}

function stepOf(row: Row): AttemptView['step'] {
  if (row.attempt_returned_at) {
    return row.attempt_active_seen_at || row.attempt_unconfirmed_at ? 'unconfirmed' : 'verifying';
  }
  if (row.attempt_active_seen_at) return 'approved';
  return row.attempt_account_id ? 'waiting' : 'opening';
}

function personOf({ id, name }: Actor): { id: string; name: string } {
  return { id, name };
}
