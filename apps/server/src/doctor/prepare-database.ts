/**
 * `npm run db:prepare -- --role patchbay [--schema patchbay] [--print]`: with DATABASE_URL of a role that may, makes what the role of
 * Patchbay may not make itself; with `--print` it only writes the SQL, and needs no right.
 */
import { parseArgs } from 'node:util';
import { EnvError, readDatabaseEnv } from '../env.ts';
import { connect } from '../platform/database/connect.ts';
import { connectionsOf, type DatabaseSettings } from '../platform/database/database-settings.ts';
import { DatabaseSetupError } from '../platform/database/database-setup-error.ts';
import { prepareSql } from '../platform/database/prepare-sql.ts';
import { settingsFrom } from '../settings.ts';

const USAGE = 'Say for which role: npm run db:prepare -- --role patchbay [--schema patchbay] [--print]';

try {
  await run();
} catch (error) {
  const known = error instanceof EnvError || error instanceof DatabaseSetupError || isServers(error);
  if (!known) throw error;
  end(error.message);
}

async function run(): Promise<void> {
  const options = { role: { type: 'string' }, schema: { type: 'string' }, print: { type: 'boolean' } } as const;
  const { role, schema, print = false } = parseArgs({ options }).values;
  if (!role) return end(USAGE, 2);
  const { database: settings } = settingsFrom(readDatabaseEnv());
  if (!settings) return end('Set DATABASE_URL, as a role that may create schemas and grant rights.');
  await prepare(settings, { role, schema: schema ?? settings.schema ?? 'public', print });
}

interface Wanted {
  role: string;
  schema: string;
  print: boolean;
}

async function prepare(settings: DatabaseSettings, { role, schema, print }: Wanted): Promise<void> {
  const { main, direct } = connectionsOf(settings);
  const way = direct ?? main;
  const statements = prepareSql({ role, schema, database: way.config.database });
  if (print) return end(statements.map((statement) => `${statement};`).join('\n'), 0);
  const { client } = await connect(way);
  try {
    await client.query(statements.join(';\n'));
  } finally {
    await client.end();
  }
  end(`Ready: role ${role} may make its tables in schema ${schema}.`, 0);
}

/** A right or a role that is missing: PostgreSQL says which. */
function isServers(error: unknown): error is Error {
  return error instanceof Error && 'severity' in error;
}

function end(text: string, code = 1): void {
  process.stdout.write(`${text}\n`);
  process.exitCode = code;
}
