import { executeSql } from '../../../platform/orm/raw-sql.ts';
import type { HealthDeps } from '../health.deps.ts';
import { logged } from '../logged.ts';
import { failed, ok, skipped, type Verdict } from '../verdict.ts';

/** PostgreSQL's own number of its oldest version that is tried. */
const OLDEST = 150_000;

/** What the other checks say that need one. */
export const NO_DATABASE = 'The database cannot be looked at; see above.';

type Deps = Pick<HealthDeps, 'orm' | 'noDatabase' | 'log'>;

export async function checkDatabase({ orm, noDatabase = skipped('There is none.'), log }: Deps): Promise<Verdict> {
  if (!orm) return noDatabase;
  const select = `select current_setting('server_version_num')::int as number, current_setting('server_version') as version`;
  const rows = await executeSql<{ number: number; version: string }>(orm.em.fork(), select).catch(
    logged(log, 'database'),
  );
  const row = rows?.[0];
  if (!row) return failed('The database does not answer.', 'Check DATABASE_URL, and that PostgreSQL runs.');
  if (row.number >= OLDEST) return ok(`PostgreSQL ${row.version}.`);
  return failed(`PostgreSQL ${row.version} is too old.`, 'Use PostgreSQL 15 or later.');
}
