import { Client } from 'pg';

/** Other people's connections, a hundred per workspace, each with its attempt. */
export async function storeConnections(databaseUrl: string, count: number): Promise<void> {
  // Not of the server's pool: a million rows take longer than one of its statements may.
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `insert into entity_connections (workspace_id, id, app_slug, label, status, connection_id, added_by, connected_at,
       checked_at, created_at, updated_at, version)
     select 'w' || n / 100, gen_random_uuid(), 'slack', n::text, 'active', 'ca_' || n, '{}', now(), now(), now(), now(), 3
       from generate_series(1, $1::int) n`,
    [count],
  );
  await client.query(
    `insert into connection_attempts (workspace_id, id, connection_id, app_slug, user_id, user_name, nonce_hash,
       browser_hash, account_id, status, opened_at, expires_at, closed_at)
     select workspace_id, gen_random_uuid(), id, 'slack', 'u', 'u', md5(label), '', connection_id, 'authorized', now(),
       now(), now() from entity_connections`,
  );
  // Like a database of that size in operation: no pending writes from the filling, and current statistics.
  await client.query('vacuum analyze');
  await client.query('checkpoint');
  await client.end();
}
