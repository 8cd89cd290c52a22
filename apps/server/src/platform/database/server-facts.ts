import type { Client } from 'pg';

/** What a connection reports about its server. */
export interface ServerFacts {
  /** Whether a pooler between us and PostgreSQL shares its sessions. */
  pooled: boolean;
  database: string;
  role: string;
  /** The same for two connections to one database of one server. */
  identity: string;
  /** Where unqualified names are made; null where the search path leads nowhere. */
  schema: string | null;
  mayCreateSchemas: boolean;
  /** A standby, or read-only by a setting. */
  readOnly: boolean;
}

interface Row extends Omit<ServerFacts, 'pooled'> {
  pid: number;
}

/**
 * A pooler is recognized by the backend's process ID: the session may change with each transaction, so the ID that it announces
 * when it connects is not the one that PostgreSQL reports. Raw SQL: the catalog of PostgreSQL.
 */
export async function readServerFacts(client: Client): Promise<ServerFacts> {
  const { rows } = await client.query<Row>(
    `select pg_backend_pid() as pid, current_database() as database, current_user as role, current_schema() as schema,
            concat_ws('/', (select oid from pg_database where datname = current_database()), pg_postmaster_start_time()) as identity,
            pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as "readOnly",
            has_database_privilege(current_database(), 'create') as "mayCreateSchemas"`,
  );
  const [row] = rows;
  if (!row) throw new Error('the database does not say what it is');
  const { pid, ...facts } = row;
  return { ...facts, pooled: pid !== announcedPid(client) };
}

/** Part of the protocol (BackendKeyData), which `pg` keeps for canceling; its types leave it out. */
function announcedPid(client: Client): number | null {
  return 'processID' in client && typeof client.processID === 'number' ? client.processID : null;
}
