import type { WorkspaceHealth, WorkspaceParts } from '@patchbay/contracts';
import { sql } from 'kysely';
import { count } from '../../../platform/orm/expressions.ts';
import { type ParameterOf, prepare, type PreparedRow } from '../../../platform/orm/prepare.ts';
import { db, statements } from '../../../platform/orm/tables.ts';
import type { Access } from '../../access/index.ts';

/** Endpoints that are looked at, of those that do not work. People can create no more. */
const MAX_NAMED = 50;
/** Bounds the cost of counting the deliveries of one endpoint. */
const COUNTED_UP_TO = 10_000;

interface Glance {
  counts: WorkspaceHealth['endpoints'];
  /** Those that fail, or were turned off for it. */
  endpoints: WorkspaceParts['endpoints'];
}

/** How many endpoints there are, and which do not work. */
export async function endpointsAtAGlance({ em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>): Promise<Glance> {
  const { rows: totals } = await db(em).executeQuery(TOTAL({ workspaceId }));
  const { rows } = await db(em).executeQuery(FAILING({ workspaceId, most: MAX_NAMED }));
  const counts = { total: totals[0]?.total ?? 0, failing: rows[0]?.failing ?? 0 };
  return { counts, endpoints: rows.map(partOf) };
}

const TOTAL = prepare((value: ParameterOf<{ workspaceId: string }>) =>
  statements.selectFrom('endpoints').select(count.as('total')).where('workspace_id', '=', value('workspaceId')),
);

/** The waiting deliveries of an endpoint are next to one another in `deliveries_turn_idx`. */
const FAILING = prepare((value: ParameterOf<{ workspaceId: string; most: number }>) =>
  statements
    .selectFrom('endpoints as p')
    .select(['p.id', 'p.url', 'p.description', 'p.status', 'p.off_reason', 'p.failing_since'])
    .select(sql<number>`(count(*) over ())::int`.as('failing'))
    .select((eb) =>
      eb
        .selectFrom((waiting) =>
          waiting
            .selectFrom('deliveries as d')
            .select('d.id')
            .whereRef('d.workspace_id', '=', 'p.workspace_id')
            .whereRef('d.endpoint_id', '=', 'p.id')
            .where('d.status', '=', sql.lit('waiting'))
            .limit(sql.lit(COUNTED_UP_TO))
            .as('w'),
        )
        .select(count.as('waiting'))
        .$asScalar()
        .$notNull()
        .as('waiting'),
    )
    .where('p.workspace_id', '=', value('workspaceId'))
    .where((eb) =>
      eb.or([
        eb('p.off_reason', 'in', ['failing', 'gone']),
        eb.and([eb('p.status', '=', sql.lit('on')), eb('p.failing_since', 'is not', null)]),
      ]),
    )
    .orderBy('p.failing_since')
    .orderBy('p.id')
    .limit(value('most')),
);

function partOf(row: PreparedRow<typeof FAILING>): WorkspaceParts['endpoints'][number] {
  return {
    id: row.id,
    name: row.description || new URL(row.url).host,
    status: row.status,
    offReason: row.off_reason,
    failingSince: row.failing_since?.toISOString() ?? null,
    waiting: row.waiting,
  };
}
