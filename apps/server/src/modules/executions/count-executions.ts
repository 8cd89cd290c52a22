import { sql } from 'kysely';
import { type DayCounts, dayOf, type Days, MOST_COUNTED } from '../../platform/orm/day-counts.ts';
import { count } from '../../platform/orm/expressions.ts';
import { db } from '../../platform/orm/tables.ts';
import type { Access } from '../access/index.ts';

/**
 * The action calls of each day and app, by the instants at which the days begin; `failed` are those that did not do what they were
 * called for, or of which that is not known. Only the newest are counted.
 */
export async function countExecutions(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  days: Days,
): Promise<DayCounts> {
  const rows = await db(em)
    .selectFrom((eb) =>
      eb
        .selectFrom('action_executions')
        .select(['app_slug', 'started_at', 'status'])
        .where('workspace_id', '=', workspaceId)
        .where('started_at', '>=', days[0])
        .orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .limit(MOST_COUNTED)
        .as('x'),
    )
    .select((eb) => [
      dayOf(eb.ref('x.started_at'), days).as('day'),
      'x.app_slug as app',
      count.as('count'),
      sql<number>`count(*) filter (where ${eb.ref('x.status')} not in ('running', 'succeeded'))::int`.as('failed'),
    ])
    .groupBy([sql.lit(1), sql.lit(2)])
    .execute();
  return { rows, isCapped: rows.reduce((sum, row) => sum + row.count, 0) >= MOST_COUNTED };
}
