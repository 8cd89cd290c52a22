import type { Pool } from 'pg';
import type { ServerDeps } from '../../src/server.ts';
import { hashSecret } from '../../src/platform/crypto/secret.ts';
import { formatToken } from '../../src/modules/service-keys/key-token.ts';

/** One workspace with a key that may read it. */
export async function fillKey(
  pool: Pool,
  { newId, newSecret }: ServerDeps,
): Promise<{ token: string; workspaceId: string }> {
  const [workspaceId, id, secret] = [newId(), newId(), newSecret()];
  await pool.query(`insert into "organization" ("id", "name", "slug", "createdAt") values ($1, 'Bench', $1, now())`, [
    workspaceId,
  ]);
  await pool.query(
    `insert into service_keys (id, workspace_id, name, scopes, secret_hash, created_by, created_at)
     values ($1, $2, 'Bench', '{apps:read,connections:read}', $3, '{"kind":"system","id":"bench","name":"Bench"}', now())`,
    [id, workspaceId, hashSecret(secret)],
  );
  await pool.query('insert into service_key_workspaces (workspace_id, key_id) values ($1, $2)', [workspaceId, id]);
  return { token: formatToken({ id, secret }), workspaceId };
}

export interface Filling {
  workspaces: number;
  /** In total, distributed evenly. */
  connections: number;
  /** An existing workspace that counts as one of them. */
  first: string;
}

/** Replaces all connections by exactly this many, distributed over the workspaces. */
export async function fillWorkspaces(pool: Pool, { workspaces, connections, first }: Filling): Promise<void> {
  await pool.query('truncate entity_connections cascade');
  await pool.query(
    `insert into composio_apps_cache (slug, name, description, categories, auth_schemes, needs_auth, actions_count,
            triggers_count, position, app_metadata, content_hash, synced_at)
     select 'app-' || n, 'App ' || n, '', '[]', '[]', true, 0, 0, n, '{"triggers":[]}', '', now()
       from generate_series(0, 199) n on conflict do nothing`,
  );
  await pool.query(
    `insert into entity_connections (workspace_id, id, app_slug, label, status, connection_id, added_by, created_at, updated_at)
     select case when w = 0 then $3 else 'workspace-' || w end, gen_random_uuid(), 'app-' || n, '',
            case n % 3 when 0 then 'active' when 1 then 'added' else 'expired' end,
            case n % 3 when 0 then 'ca_' || w || '_' || n end,
            '{"kind":"user","id":"u","name":"Ada Lovelace"}', now() - n * interval '1 minute', now()
       from generate_series(0, $1::int - 1) w, generate_series(0, $2::int - 1) n`,
    [workspaces, connections / workspaces, first],
  );
  await pool.query('vacuum analyze entity_connections');
}
