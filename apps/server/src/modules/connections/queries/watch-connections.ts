import { connectionViewSchema } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { tracked, type TrackedEnvelope } from '@trpc/server';
import { sql } from 'kysely';
import { z } from 'zod';
import type { ChangeSignal } from '../../../platform/live/change-signal.ts';
import { AccessRecheck } from '../../../platform/live/access-recheck.ts';
import { OLDEST_RUNNING, oldestRunningTransaction } from '../../../platform/live/oldest-transaction.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { HISTORY_EVENTS } from '../history-entry.entity.ts';
import { selectConnections } from './read-connections.ts';

/** Where a watcher stands in the history: transaction and sequence number. Opaque to clients. */
export const connectionPlace = z
  .string()
  .regex(/^\d{1,20}-\d{1,19}$/, { abort: true })
  .refine(isInRange, 'not a place in a history');

/** What the columns can hold: 64 bits, of which the sequence's have a sign. */
function isInRange(text: string): boolean {
  const [txId = '', seq = ''] = text.split('-');
  return BigInt.asUintN(64, BigInt(txId)) === BigInt(txId) && BigInt.asIntN(64, BigInt(seq)) === BigInt(seq);
}

export const watchInput = inputObject({ lastEventId: connectionPlace.optional() }).prefault({});

export const changeSchema = z.object({
  connectionId: z.string(),
  app: z.string(),
  event: z.enum(HISTORY_EVENTS),
  /** As it is now, which may be later than the event; null when it was removed. */
  connection: connectionViewSchema.nullable(),
});

export type ConnectionChange = z.infer<typeof changeSchema>;

/** Milliseconds. How often a watcher looks by itself, in case it was not told. */
const LOOK_EVERY = 2_000;
const PAGE = 100;

interface Row {
  tx_id: string;
  seq: string;
  connection_id: string;
  app_slug: string;
  event: ConnectionChange['event'];
}

interface Watch {
  /** A unit of work for each look, so that a stream of hours holds nothing. */
  fork: () => EntityManager;
  changes: ChangeSignal;
  workspaceId: string;
  lastEventId: string | undefined;
  signal: AbortSignal;
  /** Whether the reader still may: a stream outlives sessions, memberships and keys otherwise. */
  mayWatch: () => Promise<boolean>;
}

/**
 * Every change of the workspace's connections from now on, or from `lastEventId` on, each once and in the order of its
 * transactions. Ends when `signal` aborts, and within seconds when the reader may not hear it any more.
 */
export async function* watchConnections(watch: Watch): AsyncGenerator<TrackedEnvelope<ConnectionChange>> {
  const wakeups = watch.changes.wakeups(watch.workspaceId, { signal: watch.signal, everyMs: LOOK_EVERY });
  const recheck = new AccessRecheck(watch.mayWatch);
  let last = watch.lastEventId ?? (await present(watch.fork()));
  for await (const _ of wakeups) {
    if (await recheck.isRevoked()) return;
    for (let rows = await after(watch, last); rows.length > 0; rows = await after(watch, last)) {
      if (!(await watch.mayWatch())) return;
      for (const row of rows) {
        last = `${row.tx_id}-${row.seq}`;
        yield tracked(last, await asChange(watch, row));
      }
    }
  }
}

export const positionOutput = z.object({ lastEventId: connectionPlace });

/** The place to watch from in order to hear of everything that happens from now on. */
export async function positionNow({ em }: { em: EntityManager }): Promise<z.infer<typeof positionOutput>> {
  return { lastEventId: await present(em) };
}

/** The place before the oldest transaction that is still running: everything visible now is behind it. */
async function present(em: EntityManager): Promise<string> {
  return `${await oldestRunningTransaction(em)}-0`;
}

/** Stops before the oldest running transaction: what it has written may sort before what is already visible. */
async function after({ fork, workspaceId }: Watch, last: string): Promise<Row[]> {
  const [txId, seq] = last.split('-');
  const { rows } = await sql<Row>`
    select tx_id::text, seq::text, connection_id, app_slug, event
      from connection_events
     where workspace_id = ${workspaceId}
       and (tx_id, seq) > (${txId}::xid8, ${seq}::bigint)
       and tx_id < ${OLDEST_RUNNING}
     -- The columns: bare names would be the texts above, by which 10 comes before 9.
     order by connection_events.tx_id, connection_events.seq limit ${PAGE}
  `.execute(fork().getKysely<Record<string, never>>());
  return rows;
}

async function asChange({ fork, workspaceId }: Watch, row: Row): Promise<ConnectionChange> {
  const where = sql`c.workspace_id = ${workspaceId} and c.id = ${row.connection_id}`;
  const [connection] = await selectConnections(fork(), where);
  const { connection_id: connectionId, app_slug: app, event } = row;
  return { connectionId, app, event, connection: connection ?? null };
}
