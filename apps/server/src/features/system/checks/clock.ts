import { executeSql } from '../../../platform/orm/raw-sql.ts';
import type { HealthDeps } from '../health.deps.ts';
import { logged } from '../logged.ts';
import { failed, ok, skipped, type Verdict, warning } from '../verdict.ts';
import { NO_DATABASE } from './database.ts';

/** Seconds. Signed messages are refused when they seem more than 300 s away; deadlines begin to be wrong much sooner. */
const NOTABLE = 2;
const HARMFUL = 60;

/** Compares with the database's clock, which is another machine's in earnest. */
export async function checkClock({ orm, clock, log }: Pick<HealthDeps, 'orm' | 'clock' | 'log'>): Promise<Verdict> {
  if (!orm) return skipped(NO_DATABASE);
  const select = 'select clock_timestamp() as now';
  const rows = await executeSql<{ now: Date }>(orm.em.fork(), select).catch(logged(log, 'clock'));
  const row = rows?.[0];
  if (!row) return skipped('There is no database to compare with.');
  const apart = Math.abs(clock.now().getTime() - row.now.getTime()) / 1000;
  const says = `Our clock and the database’s are ${apart.toFixed(1)} s apart.`;
  if (apart < NOTABLE) return ok(says);
  const remedy = 'Let both machines keep time by NTP.';
  return apart < HARMFUL ? warning(says, remedy) : failed(says, remedy);
}
