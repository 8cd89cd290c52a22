/**
 * `npm run db:prepare -- --role patchbay [--schema patchbay] [--print]`: with the DATABASE_URL of a privileged role,
 * creates what Patchbay's own role may not create; with `--print` it only prints the SQL, and needs no privileges.
 */
import { parseArgs } from 'node:util';
import { readDatabaseEnv } from '../env.ts';
import { connect } from '../platform/database/connect.ts';
import { connectionsOf, type DatabaseSettings } from '../platform/database/database-settings.ts';
import { prepareSql } from '../platform/database/prepare-sql.ts';
import { settingsFrom } from '../settings.ts';
import { type CommandResult, print, refused, said, sentence } from './admin-command.ts';

const USAGE = 'Name the role: npm run db:prepare -- --role patchbay [--schema patchbay] [--print]';

try {
  print(await run());
} catch (error) {
  print(isServers(error) ? refused(`PostgreSQL refuses it: ${error.message}.`) : sentence(error));
}

async function run(): Promise<CommandResult> {
  const words = wordsOf(process.argv.slice(2));
  if (!words?.role) return refused(USAGE, 2);
  const { database: settings } = settingsFrom(readDatabaseEnv());
  if (!settings) return refused('Set DATABASE_URL, as a role that may create schemas and grant rights.');
  const { role, schema = settings.schema ?? 'public', print: onlyPrint = false } = words;
  return prepare(settings, { role, schema, onlyPrint });
}

/** Undefined for unknown arguments. */
function wordsOf(args: string[]) {
  const options = { role: { type: 'string' }, schema: { type: 'string' }, print: { type: 'boolean' } } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) return undefined; // ERR_PARSE_ARGS_…
    throw error;
  }
}

interface Wanted {
  role: string;
  schema: string;
  onlyPrint: boolean;
}

async function prepare(settings: DatabaseSettings, { role, schema, onlyPrint }: Wanted): Promise<CommandResult> {
  const { main, direct } = connectionsOf(settings);
  const way = direct ?? main;
  const statements = prepareSql({ role, schema, database: way.config.database });
  if (onlyPrint) return said(statements.map((statement) => `${statement};`).join('\n'));
  const { client } = await connect(way);
  try {
    await client.query(statements.join(';\n'));
  } finally {
    await client.end();
  }
  return said(`Ready: role ${role} may make its tables in schema ${schema}.`);
}

/** A missing privilege or role, which PostgreSQL's message names. */
function isServers(error: unknown): error is Error {
  return error instanceof Error && 'severity' in error;
}
