import { reachedBy, sessionsOf } from '../../../platform/orm/database.ts';
import type { HealthDeps } from '../health.deps.ts';
import { logged } from '../logged.ts';
import { failed, ok, skipped, type Verdict } from '../verdict.ts';

/** The oldest PostgreSQL version that is tested, as `server_version_num`. */
const OLDEST = 150_000;

/** The result of the other checks that need a database. */
export const NO_DATABASE = 'The database cannot be looked at; see above.';

/**
 * Whether the current connection is encrypted, and how many of this role's other connections to this database are
 * not. Raw SQL: these are PostgreSQL's system views, which have no entities.
 */
const SELECT = `
  select current_setting('server_version_num')::int as number, current_setting('server_version') as version,
         (select version from pg_stat_ssl where pid = pg_backend_pid() and ssl) as tls,
         (select count(*)::int from pg_stat_ssl join pg_stat_activity using (pid)
           where not ssl and datname = current_database() and usename = current_user) as plain`;

interface Found {
  number: number;
  version: string;
  tls: string | null;
  plain: number;
}

type Deps = Pick<HealthDeps, 'orm' | 'noDatabase' | 'log'>;

/** Uses a connection that bypasses a pooler: encryption between a pooler and the database says nothing about ours. */
export async function checkDatabase({ orm, noDatabase = skipped('There is none.'), log }: Deps): Promise<Verdict> {
  if (!orm) return noDatabase;
  const answer = await sessionsOf(orm).query<Found>(SELECT).catch(logged(log, 'database'));
  const row = answer?.rows[0];
  if (!row) return failed('The database does not answer.', 'Check DATABASE_URL, and that PostgreSQL runs.');
  if (row.number < OLDEST) return failed(`PostgreSQL ${row.version} is too old.`, 'Use PostgreSQL 15 or later.');
  const { schema, pooled, sslMode } = reachedBy(orm);
  const how = row.tls === null ? 'not encrypted' : `encrypted by ${row.tls}`;
  const says = `PostgreSQL ${row.version}, schema ${schema}, ${how} (sslmode=${sslMode})${pooled ? ', with a pooler' : ''}.`;
  if (row.tls === null || row.plain === 0) return ok(says);
  return failed(
    `${says} But ${row.plain} other connections of this role are not encrypted.`,
    'Give every process the same DATABASE_URL, and stop those of older versions.',
  );
}
