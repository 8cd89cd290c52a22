import type { Pool } from 'pg';

/** Other people's connections, a hundred per workspace, each with its attempt. */
export async function storeConnections(pool: Pool, count: number): Promise<void> {
  await pool.query(
    `insert into entity_connections (workspace_id, id, app_slug, label, status, connection_id, added_by, connected_at,
       checked_at, created_at, updated_at, version)
     select 'w' || n / 100, gen_random_uuid(), 'slack', n::text, 'active', 'ca_' || n, '{}', now(), now(), now(), now(), 3
       from generate_series(1, $1::int) n`,
    [count],
  );
  await pool.query(
    `insert into connection_attempts (workspace_id, id, connection_id, app_slug, user_id, user_name, nonce_hash,
       browser_hash, account_id, status, opened_at, expires_at, closed_at)
     select workspace_id, gen_random_uuid(), id, 'slack', 'u', 'u', md5(label), '', connection_id, 'authorized', now(),
       now(), now() from entity_connections`,
  );
  // Like a database of that size in operation: no pending writes from the filling, and current statistics.
  await pool.query('vacuum analyze');
  await pool.query('checkpoint');
}
