import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type Express } from 'express';
import type { Pool } from 'pg';
import { asksFirst } from '../../src/modules/catalog/index.ts';

/** The same response as `connections.list` with `limit: 20`, with only the key check between Express and `pg`. */
export function bareApp(pool: Pool): Express {
  const app = express();
  app.get('/list', async (req, res) => {
    const token = (req.headers.authorization ?? '').slice('Bearer pb_'.length);
    const workspaceId = req.headers['x-patchbay-workspace'];
    const { rows: keys } = await pool.query<{ secret_hash: string }>(
      `select k.secret_hash from service_keys k join service_key_workspaces w on w.key_id = k.id
        where k.id = $1 and w.workspace_id = $2 and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())`,
      [token.slice(0, 32), workspaceId],
    );
    const hash = createHash('sha256').update(token.slice(33)).digest('hex');
    if (!keys[0] || !timingSafeEqual(Buffer.from(hash), Buffer.from(keys[0].secret_hash))) {
      res.status(401).end();
      return;
    }
    const { rows } = await pool.query<Row>(LIST, [workspaceId, URGENT]);
    const { rows: counted } = await pool.query<{ status: string; count: number }>(COUNT, [workspaceId]);
    const items = rows.slice(0, 20).map(asView);
    const { rows: newest } = await pool.query<{ id: string; at: Date }>(LAST_EVENTS, [
      workspaceId,
      items.map(({ id }) => id),
    ]);
    const lastEvents = Object.fromEntries(newest.map(({ id, at }) => [id, at.toISOString()]));
    const last = items.at(-1);
    const nextCursor = last ? Buffer.from(JSON.stringify(positionOf(last))).toString('base64url') : null;
    const counts: Record<string, number> = { added: 0, pending: 0, active: 0, expired: 0 };
    for (const { status, count } of counted) counts[status] = count;
    res.json({ items, nextCursor: rows.length > 20 ? nextCursor : null, counts, lastEvents });
  });
  return app;
}

interface Row {
  id: string;
  app_slug: string;
  app_name: string;
  has_logo: boolean;
  needs_auth: boolean;
  needs_setup: boolean;
  auth_schemes: string[];
  label: string;
  tags: Record<string, string>;
  status: string;
  reason_code: string | null;
  account_id: string | null;
  account_identity: string | null;
  added_by: { id: string; name: string };
  connected_at: Date | null;
  created_at: Date;
  updated_at: Date;
  version: number;
}

const LIST = `
  select c.id, c.app_slug, a.name as app_name, a.logo_url is not null as has_logo, a.needs_auth, a.needs_setup,
         a.auth_schemes, c.label, c.tags, c.status,
         c.reason_code, c.reason_detail, c.connection_id as account_id, c.account_identity, c.added_by, c.connected_by,
         c.connected_at, c.created_at, c.updated_at, c.version, t.id as attempt_id, t.opened_at as attempt_opened_at,
         t.expires_at as attempt_expires_at, t.returned_at as attempt_returned_at,
         t.active_seen_at as attempt_active_seen_at, t.unconfirmed_at as attempt_unconfirmed_at,
         t.account_id as attempt_account_id, t.user_id as attempt_user_id, t.user_name as attempt_user_name
    from entity_connections c
    left join composio_apps_cache a on a.slug = c.app_slug
    left join connection_attempts t on t.workspace_id = c.workspace_id and t.id = c.attempt_id
   where c.workspace_id = $1
   order by coalesce(array_position($2::text[], c.status), 3) - 1, coalesce(a.name, c.app_slug) collate natural_order,
         c.label collate natural_order, c.id limit 21`;

const URGENT = ['expired', 'pending'];

const COUNT = 'select status, count(*)::int as count from entity_connections where workspace_id = $1 group by status';

const LAST_EVENTS = `
  select c.id, e.received_at as at
    from unnest($2::uuid[]) as c (id)
   cross join lateral (
     select received_at from events where workspace_id = $1 and connection_id = c.id and type = 'trigger.message' order by id desc limit 1
   ) e`;

function positionOf({ status, app, label, id }: ReturnType<typeof asView>) {
  const urgency = URGENT.includes(status) ? URGENT.indexOf(status) : URGENT.length;
  return { urgency, app: app.slug, label, id };
}

const HEALTH: Record<string, unknown> = {
  active: { level: 'healthy', reasons: [] },
  added: { level: 'inactive', reasons: [] },
  expired: {
    level: 'down',
    reasons: [
      {
        part: 'grant',
        code: 'grant_ended',
        message: 'Access ended.',
        remedy: 'Reconnect to restore it.',
        subjects: [],
      },
    ],
  },
};

function asView(row: Row) {
  return {
    id: row.id,
    app: {
      slug: row.app_slug,
      name: row.app_name,
      logo: null,
      needsAuth: row.needs_auth,
      asksFirst: asksFirst(askedOf(row)),
    },
    label: row.label,
    endUser: null,
    tags: row.tags,
    status: row.status,
    reason: null,
    attempt: null,
    health: HEALTH[row.status],
    account: row.account_id ? { id: row.account_id, identity: row.account_identity } : null,
    addedBy: { id: row.added_by.id, name: row.added_by.name },
    connectedBy: null,
    connectedAt: null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  };
}

function askedOf({ needs_auth: needsAuth, needs_setup: needsSetup, auth_schemes: authSchemes }: Row) {
  return { needsAuth, needsSetup, authSchemes };
}
