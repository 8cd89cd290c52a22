import { type Expression, sql } from 'kysely';
import { type DayCounts, dayOf, type Days, MOST_COUNTED } from '../../platform/orm/day-counts.ts';
import { count } from '../../platform/orm/expressions.ts';
import { firstIdOf } from '../../platform/orm/partition-names.ts';
import { db } from '../../platform/orm/tables.ts';
import type { Access } from '../access/index.ts';

type Reader = Pick<Access, 'em' | 'workspaceId'>;

/**
 * The trigger messages of each day and app, by the instants at which the days begin; `failed` are those that could not be delivered to
 * an endpoint. Only the newest are counted.
 */
export async function countEventsPerDay(reader: Reader, days: Days): Promise<DayCounts> {
  const [arrived, failed] = [await countArrived(reader, days), await countUndelivered(reader, days)];
  const counted = arrived.reduce((sum, row) => sum + row.count, 0);
  const undelivered = new Map(failed.map(({ day, app, count: number }) => [`${day} ${app}`, number]));
  const rows = arrived.map((row) => ({ ...row, failed: undelivered.get(`${row.day} ${row.app}`) ?? 0 }));
  return { rows, isCapped: counted >= MOST_COUNTED };
}

function countArrived({ em, workspaceId }: Reader, days: Days) {
  return db(em)
    .selectFrom((eb) =>
      eb
        .selectFrom('events')
        .select(['app_slug', 'received_at'])
        .where('workspace_id', '=', workspaceId)
        .where('id', '>=', firstOf(days))
        .where('type', '=', 'trigger.message')
        .orderBy('id', 'desc')
        .limit(MOST_COUNTED)
        .as('e'),
    )
    .select((eb) => [dayOf(eb.ref('e.received_at'), days).as('day'), 'e.app_slug as app', count.as('count')])
    .groupBy([sql.lit(1), sql.lit(2)])
    .execute();
}

/** By the deliveries that were given up: there are few of them, and their ids are in the order of time too. */
function countUndelivered({ em, workspaceId }: Reader, days: Days) {
  return db(em)
    .selectFrom((eb) =>
      eb
        .selectFrom('deliveries')
        .select(['event_id', 'status'])
        .where('workspace_id', '=', workspaceId)
        .where('id', '>=', firstOf(days))
        .orderBy('id', 'desc')
        .limit(MOST_COUNTED)
        .as('d'),
    )
    .innerJoin('events as e', (join) =>
      join.on('e.workspace_id', '=', workspaceId).onRef('e.id', '=', 'd.event_id').on('e.type', '=', 'trigger.message'),
    )
    .where('d.status', '=', 'dead')
    .select((eb) => [
      dayOf(eb.ref('e.received_at'), days).as('day'),
      'e.app_slug as app',
      distinct(eb.ref('e.id')).as('count'),
    ])
    .groupBy([sql.lit(1), sql.lit(2)])
    .execute();
}

const firstOf = ([first]: Days) => firstIdOf(first.getTime());

const distinct = (of: Expression<string>) => sql<number>`count(distinct ${of})::int`;
