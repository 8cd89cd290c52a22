import { type ConnectionMachineEvent, type ConnectionState, next, type ReasonCode, start } from '@patchbay/lifecycle';
import type { Pool } from 'pg';

/** Entries that change no status. */
const NOTES = [
  'returned',
  'approved',
  'unconfirmed',
  'renamed',
  'health_changed',
  'released_deleted',
  'released_revoked',
] as const;

export interface HistoryRow {
  connection_id: string;
  event: ConnectionMachineEvent['type'] | (typeof NOTES)[number];
  from_status: string;
  to_status: string;
  ignored: boolean;
  reason_code: ReasonCode | null;
  attempt_id: string | null;
  /** Of the attempt. */
  account_id: string | null;
  /** Of the attempt: null for a member's. */
  session_id: string | null;
  version: number;
}

/** The whole history of a workspace, oldest first. */
export async function historyRows(pool: Pool, workspaceId: string): Promise<HistoryRow[]> {
  const { rows } = await pool.query<HistoryRow>(
    `select e.connection_id, event, from_status, to_status, ignored, e.reason_code, e.attempt_id, a.account_id, a.session_id, version
       from connection_events e
       left join connection_attempts a on a.workspace_id = e.workspace_id and a.id = e.attempt_id
      where e.workspace_id = $1 order by e.seq`,
    [workspaceId],
  );
  return rows;
}

/**
 * Replays a history against the machine. Returns violations: a transition that the machine does not have, a wrong
 * status, a missing or repeated version.
 */
export function objectionsTo(rows: HistoryRow[]): string[] {
  return [...Map.groupBy(rows, (row) => row.connection_id).values()].flatMap(objectionsToOne);
}

function objectionsToOne(rows: HistoryRow[]): string[] {
  const objections: string[] = [];
  let state: ConnectionState = start();
  let version = 0;
  for (const row of rows) {
    // About the account, which outlives the connection's use of it: these entries change nothing.
    if (row.event === 'released_deleted' || row.event === 'released_revoked') continue;
    const name = `${row.event}: ${row.from_status} → ${row.to_status} (version ${row.version})`;
    if (row.from_status !== state.status) objections.push(`${name} begins where it did not stand: ${state.status}`);
    if (row.ignored) continue;
    version += 1;
    if (row.version !== version) objections.push(`${name} should have version ${version}`);
    if (isNote(row)) continue;
    const result = next(state, eventOf(row, state));
    if (!result.legal) objections.push(`${name} is no edge of the machine`);
    else if (result.state.status !== row.to_status) objections.push(`${name} should lead to ${result.state.status}`);
    state = result.state;
  }
  return objections;
}

/** A member's return is noted; an end user's is a step of their attempt. */
function isNote({ event, session_id: session }: HistoryRow): boolean {
  return NOTES.some((note) => note === event) && !(event === 'returned' && session !== null);
}

/** The event that a history entry must come from, as far as it tells. */
function eventOf(row: HistoryRow, { context }: ConnectionState): ConnectionMachineEvent {
  const attemptId = row.attempt_id ?? '';
  const reason = { code: row.reason_code ?? 'provider_failed', detail: null };
  switch (row.event) {
    case 'connect':
      return { type: 'connect', attemptId, needsAuth: true, needsConfirmation: row.session_id !== null };
    case 'authorized':
    case 'confirmed':
      return { type: row.event, attemptId, accountId: row.account_id ?? '' };
    case 'returned':
      return { type: 'returned', attemptId };
    case 'refused':
    case 'lapsed':
      return { type: row.event, attemptId, reason };
    case 'grant_ended':
    case 'account_disputed':
      return { type: row.event, accountId: context.accountId ?? '', reason };
    case 'add':
    case 'cancel':
    case 'disconnect':
    case 'remove':
      return { type: row.event };
    default:
      throw new Error(`${row.event} is no event of the machine`);
  }
}

/** The announced steps of the history, and the events about them, by what they say and the version they lead to. */
const TOLD_TWICE_OR_NEVER = `
  with said as (
    select connection_id, version, case
             when event in ('add', 'remove') then event
             when event in ('disconnect', 'account_disputed') then 'disconnected'
             when event = 'grant_ended' then 'expired'
             when event in ('refused', 'lapsed', 'cancel') then 'attempt_failed'
             when event in ('authorized', 'confirmed') or (event = 'connect' and to_status = 'active' and from_status <> 'active') then 'usable'
           end as what
      from connection_events where not ignored),
  told as (
    select connection_id, (payload->>'version')::int as version, case type
             when 'connection.added' then 'add'
             when 'connection.removed' then 'remove'
             when 'connection.connected' then 'usable'
             when 'connection.reconnected' then 'usable'
             else substr(type, length('connection.') + 1)
           end as what
      from events
     where type like 'connection.%' and type not in ('connection.account_changed', 'connection.health_changed')),
  counted as (
    select connection_id, version, what, sum(said) as said, sum(told) as told from (
      select connection_id, version, what, 1 as said, 0 as told from said where what is not null
      union all select connection_id, version, what, 0, 1 from told) each
     group by connection_id, version, what)
  select format('%s of %s at version %s was told %s times, and happened %s times', what, connection_id, version, told, said) as text
    from counted where said <> told`;

/** Every step of a connection that others are to be told of has exactly one event, and no event is of a step that was not. */
export async function eventObjections(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(TOLD_TWICE_OR_NEVER);
  return rows.map(({ text }) => text);
}
