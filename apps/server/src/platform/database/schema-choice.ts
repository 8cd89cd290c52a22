import type { Client } from 'pg';
import { DatabaseSetupError } from './database-setup-error.ts';
import { prepareCommand } from './prepare-sql.ts';
import type { ServerFacts } from './server-facts.ts';

/** The schema that is pg-boss's own, beside `public` only: elsewhere jobs are in the schema of everything else. */
const JOBS_BESIDE_PUBLIC = 'pgboss';

/** Of an identifier, for SQL. */
export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

export interface SchemaChoice {
  /** By DATABASE_SCHEMA or the address. */
  wanted: string | null;
  /** Whether a schema that is missing stays missing. */
  onlyLook: boolean;
  facts: ServerFacts;
}

/**
 * The schema that everything is in: the one that was named, or where this role makes tables by itself (its own schema, or by the
 * search path of role, database or options). Creates it where it may. Throws `DatabaseSetupError` with the command that helps.
 */
export async function chooseSchema(client: Client, { wanted, onlyLook, facts }: SchemaChoice): Promise<string> {
  const schema = wanted ?? facts.schema;
  if (schema === null) throw noSchema(facts);
  const needed = schema === 'public' ? [schema, JOBS_BESIDE_PUBLIC] : [schema];
  for (const name of needed) {
    const usable = await isUsable(client, name);
    if (usable) continue;
    if (usable === false) throw noRights(name, facts);
    if (!facts.mayCreateSchemas) throw missing(name, facts);
    if (!onlyLook) await client.query(`create schema if not exists ${quoted(name)}`).catch(unlessRaced);
  }
  return schema;
}

/** Whether we may make tables in it; undefined where it is missing. Raw SQL: the catalog of PostgreSQL. */
async function isUsable(client: Client, schema: string): Promise<boolean | undefined> {
  const { rows } = await client.query<{ usable: boolean }>(
    `select has_schema_privilege(oid, 'usage') and has_schema_privilege(oid, 'create') as usable
       from pg_namespace where nspname = $1`,
    [schema],
  );
  return rows[0]?.usable;
}

const prepare = (role: string) => `Run once, as a role that may: ${prepareCommand(role)}`;

function noSchema({ role }: ServerFacts): DatabaseSetupError {
  return new DatabaseSetupError('SCHEMA_MISSING', {
    says: `The search path of role ${role} leads to no schema that exists and that it may use.`,
    remedy: `Name one by DATABASE_SCHEMA. ${prepare(role)}`,
  });
}

function noRights(schema: string, { role }: ServerFacts): DatabaseSetupError {
  const says = `Role ${role} may not make tables in schema ${schema}.`;
  return new DatabaseSetupError('RIGHTS_MISSING', { says, remedy: prepare(role) });
}

function missing(schema: string, { role, database }: ServerFacts): DatabaseSetupError {
  const says = `There is no schema ${schema} in database ${database}, and role ${role} may not create it.`;
  return new DatabaseSetupError('SCHEMA_MISSING', { says, remedy: prepare(role) });
}

/** Another process that starts at the same time created it first (42P06, or 23505 of the catalog). */
function unlessRaced(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== '42P06' && code !== '23505') throw error;
}
