import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { dropOldPartitions } from '../../platform/orm/drop-old-partitions.ts';
import { firstIdOf } from '../../platform/orm/partition-names.ts';
import { ensurePartitions } from '../../platform/orm/partitions.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import { forgetSetAside, takeUpAgain } from './set-aside.ts';
import { forgetStrangers } from './strangers.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long the id of a message is remembered: longer than its sender repeats it. */
const REMEMBER_MS = 8 * DAY_MS;

export interface KeepHouseDeps {
  orm: MikroORM;
  clock: Clock;
  /** Days. */
  retention: number;
  log: Logger;
}

/** Makes the partitions of the coming weeks, forgets what is too old, and tries again what could not be routed. */
export async function keepHouse({ orm, clock, retention, log }: KeepHouseDeps): Promise<void> {
  const now = clock.now();
  const keepMs = retention * DAY_MS;
  await ensurePartitions(orm, { now, log });
  await dropOldPartitions(orm, { now, keepMs, log });
  const firstKept = firstIdOf(now.getTime() - keepMs);
  await forgetStrangers(orm.em.fork(), firstKept);
  await forgetSetAside(orm.em.fork(), firstKept);
  await takeUpAgain(orm.em.fork());
  const forget = new Date(now.getTime() - REMEMBER_MS);
  await executeSql(orm.em.fork(), 'delete from webhook_message_ids where received_at < $1', [forget]);
}
