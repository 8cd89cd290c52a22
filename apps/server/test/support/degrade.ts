import pg from 'pg';
import { inject } from 'vitest';
import { runStatements, withDatabase } from './admin-connection.ts';

/** Makes new sessions of a database read-only, or not, and ends the others, like a failover to a standby. */
export async function setReadOnly(url: string, isOn: boolean): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await runStatements(inject('postgresAdminUrl'), [
    `alter database ${name} set default_transaction_read_only = ${isOn ? 'on' : 'off'}`,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and pid <> pg_backend_pid()`,
  ]);
}

/** Locks a table like `alter table` and maintenance tools do, until it is disposed. */
export async function lockTable(url: string, table: string): Promise<AsyncDisposable> {
  const client = new pg.Client({ connectionString: withDatabase(url, new URL(url).pathname.slice(1)) });
  await client.connect();
  await client.query(`begin; lock table ${table} in access exclusive mode`);
  return { [Symbol.asyncDispose]: () => client.end() };
}

export interface Ready {
  status: number;
  cause: string | undefined;
  /** Milliseconds until the response. */
  ms: number;
}

export async function askReady(url: string): Promise<Ready> {
  const asked = performance.now();
  const answer = await fetch(`${url}/readyz`);
  const { causes } = (await answer.json()) as { causes?: { database?: { code: string } } };
  return { status: answer.status, cause: causes?.database?.code, ms: performance.now() - asked };
}
