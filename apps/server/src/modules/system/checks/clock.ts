import { DatabaseClock, NOTABLE_SKEW_MS, skewText } from '../../../platform/database-clock.ts';
import { poolOf } from '../../../platform/orm/database.ts';
import type { HealthDeps } from '../health.deps.ts';
import { logged } from '../logged.ts';
import { ok, skipped, type Verdict, warning } from '../verdict.ts';
import { NO_DATABASE } from './database.ts';

/**
 * Compares this process's clock with the database's, which decides deadlines. A difference harms no connection, but
 * the log's times are wrong, and with a large one TLS certificates seem expired.
 */
export async function checkClock({ orm, processClock, log }: ClockDeps): Promise<Verdict> {
  if (!orm) return skipped(NO_DATABASE);
  const database = await DatabaseClock.read(await poolOf(orm)).catch(logged(log, 'clock'));
  if (!database) return skipped('There is no database to compare with.');
  const skewMs = processClock.now().getTime() - database.getTime();
  const says = `${skewText(skewMs)}.`.replace('this', 'This');
  if (Math.abs(skewMs) < NOTABLE_SKEW_MS) return ok(says);
  return warning(says, 'Keep both machines on time with NTP.');
}

type ClockDeps = Pick<HealthDeps, 'orm' | 'processClock' | 'log'>;
