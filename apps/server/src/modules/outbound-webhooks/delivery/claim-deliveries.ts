import type { EntityManager } from '@mikro-orm/postgresql';
import { type QueryCreator, sql } from 'kysely';
import { db, statements } from '../../../platform/orm/tables.ts';
import { type ParameterOf, prepare } from '../../../platform/orm/prepare.ts';
import { rowsOf } from '../../../platform/orm/rows-of.ts';
import type { Tables } from '../../../platform/orm/table-types.ts';

/** A delivery that this process may send until its lease ends. */
export interface ClaimedDelivery {
  workspaceId: string;
  id: string;
  endpointId: string;
  eventId: string | null;
  /** Null: the delivery's own. */
  eventWorkspaceId: string | null;
  attempt: number;
  createdAt: Date;
  dueAt: Date;
}

export interface Lease {
  id: string;
  now: Date;
  /** Longer than a request may take. When the process dies, the delivery is free again after it. */
  until: Date;
}

/** Limits a claim by what this process is already sending. */
export interface FreeSlots {
  /** How many deliveries may be claimed. */
  slots: number;
  /** Ids of endpoints with requests in flight: their next deliveries wait for those. */
  busy: string[];
}

/** Deliveries per process at once, and per endpoint, so that a slow endpoint does not block the others. */
export const BATCH = 40;
export const PER_ENDPOINT = 8;
/** With fewer due deliveries than this, scanning them all is cheaper than going endpoint by endpoint. */
const SCAN_ALL_BELOW = 200;

const waiting = (q: QueryCreator<Tables>) => q.selectFrom('deliveries as d').where('d.status', '=', 'waiting');

const OLDEST = prepare((value: ParameterOf<{ now: Date }>) =>
  waiting(statements)
    .select(['d.workspace_id as workspaceId', 'd.endpoint_id as endpointId'])
    .where('d.due_at', '<=', value('now'))
    .orderBy('d.due_at')
    .limit(SCAN_ALL_BELOW),
);

const TURN = ['d.workspace_id', 'd.endpoint_id', 'd.due_at'] as const;

/**
 * Skip scan over `deliveries_turn_idx`: jumps from endpoint to endpoint and reads one row of each, however long its
 * backlog.
 */
const BY_ENDPOINT = prepare((value: ParameterOf<{ now: Date }>) =>
  statements
    .withRecursive('turns', (q) =>
      q
        .selectFrom(
          waiting(statements).select(TURN).orderBy(TURN[0]).orderBy(TURN[1]).orderBy(TURN[2]).limit(1).as('first'),
        )
        .select(['first.workspace_id', 'first.endpoint_id', 'first.due_at'])
        .unionAll((all) =>
          all
            .selectFrom('turns as w')
            .crossJoinLateral((eb) =>
              eb
                .selectFrom('deliveries as d')
                .select(TURN)
                .where('d.status', '=', 'waiting')
                .where(
                  (inner) =>
                    sql<boolean>`(${inner.ref('d.workspace_id')}, ${inner.ref('d.endpoint_id')}) > (${inner.ref('w.workspace_id')}, ${inner.ref('w.endpoint_id')})`,
                )
                .orderBy(TURN[0])
                .orderBy(TURN[1])
                .orderBy(TURN[2])
                .limit(1)
                .as('following'),
            )
            .select(['following.workspace_id', 'following.endpoint_id', 'following.due_at']),
        ),
    )
    .selectFrom('turns')
    .select(['turns.workspace_id as workspaceId', 'turns.endpoint_id as endpointId'])
    .where('turns.due_at', '<=', value('now')),
);

/**
 * Claims the deliveries of each endpoint in event order, and the first of every endpoint before the second of any.
 * Skips endpoints to which another process is sending first tries, because the two would overtake each other. When
 * more endpoints are due than there are slots, chance decides: by age, endpoints with long backlogs would always win.
 */
const CLAIM = prepare((value: ParameterOf<Claim>) => {
  const due = rowsOf('due', {
    workspace_id: { type: 'text', values: value('workspaceIds') },
    endpoint_id: { type: 'uuid', values: value('endpointIds') },
  });
  return statements
    .with('chosen', (q) =>
      q
        .selectFrom(statements.selectFrom(due).select(['due.workspace_id', 'due.endpoint_id']).distinct().as('each'))
        .select(['each.workspace_id', 'each.endpoint_id'])
        .orderBy(sql`random()`)
        .limit(value('slots')),
    )
    .with('fair', (q) =>
      q
        .selectFrom('chosen as c')
        .crossJoinLateral((eb) => {
          const first = eb
            .selectFrom('deliveries as d')
            .select(['d.workspace_id', 'd.id', 'd.due_at'])
            .whereRef('d.workspace_id', '=', 'c.workspace_id')
            .whereRef('d.endpoint_id', '=', 'c.endpoint_id')
            .where('d.status', '=', 'waiting')
            .where('d.due_at', '<=', value('now'))
            .where((inner) =>
              inner.or([inner('d.leased_until', 'is', null), inner('d.leased_until', '<', value('now'))]),
            )
            .orderBy('d.due_at')
            .orderBy('d.id')
            .limit(PER_ENDPOINT)
            .forUpdate()
            .skipLocked()
            .as('first');
          return eb
            .selectFrom(first)
            .select(['first.workspace_id', 'first.id', 'first.due_at'])
            .select((inner) =>
              inner.fn
                .agg<string>('row_number')
                .over((over) => over.orderBy('first.due_at').orderBy('first.id'))
                .as('rank'),
            )
            .as('own');
        })
        .select(['own.workspace_id', 'own.id'])
        .where((eb) => {
          const sending = eb
            .selectFrom('deliveries as s')
            .select('s.id')
            .whereRef('s.workspace_id', '=', 'c.workspace_id')
            .whereRef('s.endpoint_id', '=', 'c.endpoint_id')
            .where('s.status', '=', 'waiting')
            .where('s.attempt', '=', 0)
            .where('s.leased_until', '>=', value('now'));
          return eb.not(eb.exists(sending));
        })
        .orderBy('own.rank')
        .orderBy('own.due_at')
        .limit(value('slots')),
    )
    .updateTable('deliveries as d')
    .from('fair')
    .set({ lease_id: value('leaseId'), leased_until: value('until') })
    .whereRef('d.workspace_id', '=', 'fair.workspace_id')
    .whereRef('d.id', '=', 'fair.id')
    .returning(['d.workspace_id as workspaceId', 'd.id', 'd.endpoint_id as endpointId', 'd.event_id as eventId'])
    .returning('d.event_workspace_id as eventWorkspaceId')
    .returning(['d.attempt', 'd.created_at as createdAt', 'd.due_at as dueAt']);
});

interface Claim {
  workspaceIds: string[];
  endpointIds: string[];
  slots: number;
  leaseId: string;
  now: Date;
  until: Date;
}

type Due = Pick<ClaimedDelivery, 'workspaceId' | 'endpointId'>;

/**
 * Claims deliveries that are due and not being sent: at most eight per endpoint, for as many endpoints as there are
 * slots. Endpoints are looked up before their deliveries: by age alone, one endpoint's backlog would take all slots.
 */
export async function claimDeliveries(
  em: EntityManager,
  { id, now, until }: Lease,
  { slots, busy }: FreeSlots = { slots: BATCH, busy: [] },
): Promise<ClaimedDelivery[]> {
  const due = (await endpointsWithDue(em, now)).filter(({ endpointId }) => !busy.includes(endpointId));
  if (due.length === 0) return [];
  const [workspaceIds, endpointIds] = [due.map(({ workspaceId }) => workspaceId), due.map((each) => each.endpointId)];
  const { rows } = await db(em).executeQuery(CLAIM({ leaseId: id, now, until, workspaceIds, endpointIds, slots }));
  return rows.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || (a.id < b.id ? -1 : 1));
}

/** May contain the same endpoint more than once. */
async function endpointsWithDue(em: EntityManager, now: Date): Promise<Due[]> {
  const { rows: oldest } = await db(em).executeQuery(OLDEST({ now }));
  return oldest.length < SCAN_ALL_BELOW ? oldest : (await db(em).executeQuery(BY_ENDPOINT({ now }))).rows;
}
