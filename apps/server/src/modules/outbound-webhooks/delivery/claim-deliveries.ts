import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../../platform/orm/raw-sql.ts';

/** A delivery that is ours to send until its lease ends. */
export interface ClaimedDelivery {
  workspaceId: string;
  id: string;
  endpointId: string;
  eventId: string | null;
  attempt: number;
  createdAt: Date;
  dueAt: Date;
}

export interface Lease {
  id: string;
  now: Date;
  /** Longer than a request may take: a process that died with it gives it back. */
  until: Date;
}

/** What a claim is held to by what its process is sending already. */
export interface Room {
  /** How many may be claimed. */
  places: number;
  /** Ids of the endpoints that are being sent to: their next ones wait for these. */
  busy: string[];
}

/** How many one process sends at once, and how many of them to one endpoint: a slow one must not hold up the others. */
export const BATCH = 40;
export const PER_ENDPOINT = 8;
/** While fewer are due, looking at all of them is cheaper than going through the endpoints. */
const FEW = 200;

const OLDEST = `
select workspace_id as "workspaceId", endpoint_id as "endpointId" from deliveries
 where status = 'waiting' and due_at <= $1 order by due_at limit ${FEW}`;

/** Jumps from endpoint to endpoint through `deliveries_turn_idx`, and reads one row of each, however many it has. */
const BY_ENDPOINT = `
with recursive waiting as (
  (select workspace_id, endpoint_id, due_at from deliveries where status = 'waiting'
    order by workspace_id, endpoint_id, due_at limit 1)
  union all
  select following.* from waiting w cross join lateral (
    select workspace_id, endpoint_id, due_at from deliveries
     where status = 'waiting' and (workspace_id, endpoint_id) > (w.workspace_id, w.endpoint_id)
     order by workspace_id, endpoint_id, due_at limit 1
  ) following
)
select workspace_id as "workspaceId", endpoint_id as "endpointId" from waiting where due_at <= $1`;

/**
 * Some of each endpoint's in the order of events, the first of each before the second of any. Of an endpoint to which another
 * process sends first tries, none: the two would overtake each other. Which endpoints are served where there are more
 * than places is left to chance: by age, those with long backlogs would always be before the others.
 */
const CLAIM = `
with chosen as (
  select * from (select distinct * from unnest($4::text[], $5::uuid[]) as due (workspace_id, endpoint_id)) due
   order by random() limit $6
), fair as (
  select own.workspace_id, own.id from chosen c cross join lateral (
    select first.*, row_number() over (order by due_at, id) as place from (
      select workspace_id, id, due_at from deliveries
       where workspace_id = c.workspace_id and endpoint_id = c.endpoint_id and status = 'waiting' and due_at <= $2
         and (leased_until is null or leased_until < $2)
       order by due_at, id limit ${PER_ENDPOINT} for update skip locked
    ) first
  ) own
   where not exists (select 1 from deliveries sending
                      where sending.workspace_id = c.workspace_id and sending.endpoint_id = c.endpoint_id
                        and sending.status = 'waiting' and sending.attempt = 0 and sending.leased_until >= $2)
   order by own.place, own.due_at limit $6
)
update deliveries d set lease_id = $1, leased_until = $3
  from fair where d.workspace_id = fair.workspace_id and d.id = fair.id
returning d.workspace_id as "workspaceId", d.id, d.endpoint_id as "endpointId", d.event_id as "eventId", d.attempt,
          d.created_at as "createdAt", d.due_at as "dueAt"`;

type Due = Pick<ClaimedDelivery, 'workspaceId' | 'endpointId'>;

/**
 * What is due and no other process is sending: at most eight of an endpoint, and some of as many endpoints as there are places
 * for. The endpoints are looked up before their deliveries: by age alone, one's backlog would leave nothing to the others.
 */
export async function claimDeliveries(
  em: EntityManager,
  { id, now, until }: Lease,
  { places, busy }: Room = { places: BATCH, busy: [] },
): Promise<ClaimedDelivery[]> {
  const due = (await endpointsWithDue(em, now)).filter(({ endpointId }) => !busy.includes(endpointId));
  if (due.length === 0) return [];
  const [workspaceIds, endpointIds] = [due.map(({ workspaceId }) => workspaceId), due.map((each) => each.endpointId)];
  const claimed = await executeSql<ClaimedDelivery>(em, CLAIM, [id, now, until, workspaceIds, endpointIds, places]);
  return claimed.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || (a.id < b.id ? -1 : 1));
}

/** Some may be there more than once. */
async function endpointsWithDue(em: EntityManager, now: Date): Promise<Due[]> {
  const oldest = await executeSql<Due>(em, OLDEST, [now]);
  return oldest.length < FEW ? oldest : executeSql<Due>(em, BY_ENDPOINT, [now]);
}
