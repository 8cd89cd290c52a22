import { type Status, STATUSES } from '@patchbay/lifecycle';
import { count } from '../../../platform/orm/expressions.ts';
import { type ParameterOf, prepare } from '../../../platform/orm/prepare.ts';
import { db, statements } from '../../../platform/orm/tables.ts';
import type { Access } from '../../access/index.ts';

/** How many connections of the workspace have each status. */
export async function countByStatus({
  em,
  workspaceId,
}: Pick<Access, 'em' | 'workspaceId'>): Promise<Record<Status, number>> {
  const { rows } = await db(em).executeQuery(COUNTS({ workspaceId }));
  const counts = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
  for (const { status, count: number } of rows) counts[status] = number;
  return counts;
}

const COUNTS = prepare((value: ParameterOf<{ workspaceId: string }>) =>
  statements
    .selectFrom('entity_connections')
    .select(['status', count.as('count')])
    .where('workspace_id', '=', value('workspaceId'))
    .groupBy('status'),
);
