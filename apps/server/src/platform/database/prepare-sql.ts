/** What is to be made ready, and for whom. */
export interface Preparation {
  /** The role that Patchbay connects as. */
  role: string;
  database: string;
  schema: string;
}

/** The command that makes a database ready, for messages. */
export function prepareCommand(role: string): string {
  return `npm run db:prepare -- --role ${role}  (docs/database.md; with --print it prints its SQL)`;
}

/**
 * What a role needs that may not create schemas itself: a schema to make tables in, and beside `public` another for the jobs. The
 * search path is set too, so that the role finds its tables through a pooler as well, where nothing can be set for a session.
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
