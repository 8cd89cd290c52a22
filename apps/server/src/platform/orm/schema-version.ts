import type { MikroORM } from '@mikro-orm/postgresql';
import { DatabaseSetupError } from '../database/database-setup-error.ts';
import { type ProgramVersion, programVersion } from '../program-version.ts';
import { logOf, poolOf } from './database.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { anyOf, now } from './expressions.ts';
import { runOn } from './run-on.ts';
import { statements } from './tables.ts';

/** The migrations that the database has and this program does not know, the latest last. */
export async function unknownMigrations(orm: MikroORM): Promise<string[]> {
  const known = new Set(MIGRATIONS.map((Each) => new Each(orm.em.getDriver(), orm.config).name));
  const executed = await orm.migrator.getExecuted();
  return executed.map(({ name }) => name).filter((name) => !known.has(name));
}

/**
 * Refuses a schema that a newer version has changed: this one would read and write it by outdated rules. Names the version that
 * fits. Throws `DatabaseSetupError`.
 */
export async function refuseNewerSchema(orm: MikroORM): Promise<void> {
  const unknown = await unknownMigrations(orm);
  if (unknown.length > 0) throw new DatabaseSetupError('SCHEMA_NEWER', await newerSchema(orm, unknown));
}

/** What is wrong, and what to do. */
export async function newerSchema(orm: MikroORM, unknown: string[]): Promise<{ says: string; remedy: string }> {
  const own = programVersion();
  const fits = await versionOf(orm, unknown);
  const named = fits ? `version ${inWords(fits)}` : 'a newer version';
  return {
    says: `The database was migrated by ${named}, and this is version ${inWords(own)}, which does not know ${unknown.join(', ')}.`,
    remedy: `Run ${named} or a later one, or restore the backup that was made before the upgrade.`,
  };
}

/** The version of the program that applied the latest of them. */
async function versionOf(orm: MikroORM, migrations: string[]): Promise<ProgramVersion | undefined> {
  const pool = await poolOf(orm);
  const { rows: tables } = await pool.query(`select 1 where to_regclass('migration_versions') is not null`);
  if (tables.length === 0) return undefined;
  const latest = statements
    .selectFrom('migration_versions')
    .select(['version', 'commit'])
    .where('migration', '=', anyOf(migrations))
    .orderBy('applied_at', 'desc')
    .orderBy('migration', 'desc')
    .limit(1);
  const [found] = await runOn(pool, latest);
  return found;
}

const inWords = ({ version, commit }: ProgramVersion) => (commit === null ? version : `${version} (commit ${commit})`);

/** For an older version, which has to say what to run instead of it. */
export async function recordVersion(orm: MikroORM, migrations: string[]): Promise<void> {
  const { version, commit } = programVersion();
  const record = statements
    .insertInto('migration_versions')
    .values(migrations.map((migration) => ({ migration, version, commit })))
    .onConflict((conflict) => conflict.column('migration').doUpdateSet({ version, commit, applied_at: now }));
  if (migrations.length > 0) await runOn(await poolOf(orm), record);
}

/** Sessions of this role that are older than this process. Raw SQL: PostgreSQL's own view, which has no entity. */
const OLDER_SESSIONS = `
  select count(*)::int as count from pg_stat_activity
   where datname = current_database() and usename = current_user
     and application_name = current_setting('application_name') and backend_start < now() - make_interval(secs => $1)`;

/** Logs that processes of the previous version are still running: they use the changed schema by their own rules. */
export async function reportOlderProcesses(orm: MikroORM, pending: string[]): Promise<void> {
  const { rows } = await (await poolOf(orm)).query<{ count: number }>(OLDER_SESSIONS, [process.uptime() + 1]);
  const connections = rows[0]?.count ?? 0;
  if (connections === 0) return;
  const says = 'database: migrating while processes that started earlier are connected; replace them soon';
  logOf(orm).warn({ connections, migrations: pending }, says);
}
