import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import type { Clock } from '../../platform/clock.ts';
import type { ChangeSignal } from '../../platform/live/change-signal.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { dropOldPartitions } from '../../platform/orm/drop-old-partitions.ts';
import { firstIdOf } from '../../platform/orm/partition-names.ts';
import { ensurePartitions } from '../../platform/orm/partitions.ts';
import { db } from '../../platform/orm/tables.ts';
import { anyFrom } from '../../platform/orm/expressions.ts';
import { forgetDeadLetters, requeueDeadLetters } from './routing/dead-letters.ts';
import { deleteUnmatched } from './routing/unmatched-messages.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long the id of a message is remembered: longer than its sender repeats it. */
const REMEMBER_MS = 8 * DAY_MS;

/** Rows that one statement deletes: however many there are, each statement is short. */
const AT_ONCE = 20_000;

const forgetIds = (em: EntityManager, before: Date) => {
  const old = db(em)
    .selectFrom('webhook_message_ids')
    .select(sql<string>`ctid`.as('ctid'))
    .where('received_at', '<', before)
    .limit(AT_ONCE)
    .forUpdate()
    .skipLocked();
  const ids = db(em)
    .deleteFrom('webhook_message_ids')
    .where(sql<string>`ctid`, '=', anyFrom(old));
  return ids.returning('digest').execute();
};

export interface RetentionDeps {
  orm: MikroORM;
  clock: Clock;
  changes: ChangeSignal;
  /** Days. */
  retention: number;
  log: Logger;
}

/** Makes the partitions of the coming weeks, forgets what is too old, and tries again what could not be routed. */
export async function runRetention({ orm, clock, changes, retention, log }: RetentionDeps): Promise<void> {
  const now = clock.now();
  const keepMs = retention * DAY_MS;
  await ensurePartitions(orm, { now, log });
  await dropOldPartitions(orm, { now, keepMs, log });
  const firstKept = firstIdOf(now.getTime() - keepMs);
  await deleteUnmatched(orm.em.fork(), firstKept);
  await forgetDeadLetters(orm.em.fork(), firstKept);
  await requeueDeadLetters({ orm, changes });
  const forget = new Date(now.getTime() - REMEMBER_MS);
  for (let gone = AT_ONCE; gone === AT_ONCE;) {
    gone = (await forgetIds(orm.em.fork(), forget)).length;
  }
}
