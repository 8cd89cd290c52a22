import { executeSql } from '../../../platform/orm/raw-sql.ts';
import type { HealthDeps } from '../health.deps.ts';
import { failed, ok, skipped, type Verdict } from '../verdict.ts';

/** PostgreSQL's own number of its oldest version that is tried. */
const OLDEST = 150_000;

export const HELD =
  'A running Patchbay has the database to itself; whether it gets through is seen at its address below.';

export async function checkDatabase({ orm }: Pick<HealthDeps, 'orm'>): Promise<Verdict> {
  if (!orm) return skipped(HELD);
  const select = `select current_setting('server_version_num')::int as number, current_setting('server_version') as version`;
  const rows = await executeSql<{ number: number; version: string }>(orm.em.fork(), select).catch(() => []);
  const [row] = rows;
  if (!row) return failed('The database does not answer.', 'Check DATABASE_URL, and that PostgreSQL runs.');
  if (row.number >= OLDEST) return ok(`PostgreSQL ${row.version}.`);
  return failed(`PostgreSQL ${row.version} is too old.`, 'Use PostgreSQL 15 or later.');
}
