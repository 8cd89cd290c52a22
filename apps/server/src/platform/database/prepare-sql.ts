/** Which database is prepared, and for which role. */
export interface Preparation {
  /** The role that Patchbay connects as. */
  role: string;
  database: string;
  schema: string;
}

/** The command that prepares a database, for messages. */
export function prepareCommand(role: string): string {
  return `npm run db:prepare -- --role ${role}  (docs/database.md; with --print it prints its SQL)`;
}

/**
 * What a role needs that cannot create schemas: a schema for its tables, and with `public` another one for the jobs. Also sets the
 * search path of the role, so that it finds its tables through a pooler, where session settings are not kept.
 */
export function prepareSql({ role, database, schema }: Preparation): string[] {
  const [owner, schemaName] = [identifier(role), identifier(schema)];
  const schemas = schema === 'public' ? [schemaName, 'pgboss'] : [schemaName];
  return [
    ...schemas.flatMap((name) => [
      `create schema if not exists ${name}`,
      `grant usage, create on schema ${name} to ${owner}`,
    ]),
    `alter role ${owner} in database ${identifier(database)} set search_path = ${schemaName}`,
  ];
}

function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
