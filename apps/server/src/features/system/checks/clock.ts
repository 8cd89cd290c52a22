import { executeSql } from '../../../platform/orm/raw-sql.ts';
import type { HealthDeps } from '../health.deps.ts';
import { failed, ok, skipped, type Verdict, warning } from '../verdict.ts';
import { HELD } from './database.ts';

/** Seconds. Signed messages are refused when they seem more than 300 s away; deadlines begin to be wrong much sooner. */
const NOTABLE = 2;
const HARMFUL = 60;

/** Compares with the database's clock, which is another machine's in earnest. */
export async function checkClock({ orm, clock }: Pick<HealthDeps, 'orm' | 'clock'>): Promise<Verdict> {
  if (!orm) return skipped(HELD);
  const rows = await executeSql<{ now: Date }>(orm.em.fork(), 'select clock_timestamp() as now').catch(() => []);
  const [row] = rows;
  if (!row) return skipped('There is no database to compare with.');
  const apart = Math.abs(clock.now().getTime() - row.now.getTime()) / 1000;
  const says = `Our clock and the database’s are ${apart.toFixed(1)} s apart.`;
  if (apart < NOTABLE) return ok(says);
  const remedy = 'Let both machines keep time by NTP.';
  return apart < HARMFUL ? warning(says, remedy) : failed(says, remedy);
}
