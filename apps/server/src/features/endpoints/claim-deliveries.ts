import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../platform/orm/raw-sql.ts';

/** A delivery that is ours to send until its lease ends. */
export interface ClaimedDelivery {
  workspaceId: string;
  id: string;
  endpointId: string;
  eventId: string | null;
  attempt: number;
  createdAt: Date;
}

export interface Lease {
  id: string;
  now: Date;
  /** Longer than a request may take: a process that died with it gives it back. */
  until: Date;
}

/** How many are sent at once, and how many of them to one endpoint: a slow one must not hold up the others. */
const BATCH = 40;
const PER_ENDPOINT = 8;

const CLAIM = `
with due as (
  select workspace_id, id, endpoint_id from deliveries
   where status = 'waiting' and due_at <= $2 and (leased_until is null or leased_until < $2)
   order by due_at limit ${BATCH * 5} for update skip locked
), fair as (
  select workspace_id, id from (
    select *, row_number() over (partition by workspace_id, endpoint_id order by id) as place from due
  ) ranked where place <= ${PER_ENDPOINT} limit ${BATCH}
)
update deliveries d set lease_id = $1, leased_until = $3
  from fair where d.workspace_id = fair.workspace_id and d.id = fair.id
returning d.workspace_id as "workspaceId", d.id, d.endpoint_id as "endpointId", d.event_id as "eventId", d.attempt,
          d.created_at as "createdAt"`;

/** What is due and nobody else has in hand. */
export function claimDeliveries(em: EntityManager, { id, now, until }: Lease): Promise<ClaimedDelivery[]> {
  return executeSql<ClaimedDelivery>(em, CLAIM, [id, now, until]);
}
