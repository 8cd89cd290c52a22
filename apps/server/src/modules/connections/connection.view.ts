import type { AttemptView, ConnectionView } from '@patchbay/contracts';
import { asksFirst } from '../catalog/index.ts';
import type { Actor } from '../access/index.ts';
import { healthOf } from './health/health-parts.ts';
import type { ConnectionRow } from './queries/read-connections.ts';

export function connectionView(row: ConnectionRow): ConnectionView {
  return {
    id: row.id,
    app: {
      slug: row.app_slug,
      name: row.app_name ?? row.app_slug,
      logo: row.has_logo ? `/logos/${row.app_slug}` : null,
      needsAuth: row.needs_auth ?? true,
      asksFirst: asksFirst({
        needsAuth: row.needs_auth ?? true,
        needsSetup: row.needs_setup ?? false,
        authSchemes: row.auth_schemes ?? [],
      }),
    },
    label: row.label,
    endUser: row.end_user_id === null ? null : endUserOf(row.end_user_id, row),
    tags: row.tags,
    status: row.status,
    health: healthOf({
      status: row.status,
      fallback: row.fallback_status,
      reason: reasonOf(row),
      healthParts: row.health_parts,
    }),
    reason: reasonOf(row),
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

function reasonOf({ reason_code: code, reason_detail: detail }: ConnectionRow): ConnectionView['reason'] {
  return code ? { code, detail } : null;
}

function attemptOf(row: ConnectionRow): ConnectionView['attempt'] {
  if (!row.attempt_id || !row.attempt_opened_at || !row.attempt_expires_at) return null;
  return {
    id: row.attempt_id,
    step: stepOf(row),
    startedAt: row.attempt_opened_at.toISOString(),
    expiresAt: row.attempt_expires_at.toISOString(),
    startedBy: { id: row.attempt_user_id ?? '', name: row.attempt_user_name ?? '' },
  };
}

function stepOf(row: ConnectionRow): AttemptView['step'] {
  if (row.confirmation === 'awaited') return 'confirming';
  if (row.attempt_returned_at) {
    return row.attempt_active_seen_at || row.attempt_unconfirmed_at ? 'unconfirmed' : 'verifying';
  }
  if (row.attempt_active_seen_at) return 'approved';
  return row.attempt_account_id ? 'waiting' : 'opening';
}

function endUserOf(id: string, row: ConnectionRow): ConnectionView['endUser'] {
  return { id, name: row.end_user_name, email: row.end_user_email };
}

function personOf({ id, name }: Actor): { id: string; name: string } {
  return { id, name };
}
