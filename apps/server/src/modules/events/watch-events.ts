import type { EventView } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { tracked, type TrackedEnvelope } from '@trpc/server';
import { sql } from 'kysely';
import { z } from 'zod';
import type { ChangeSignal } from '../../platform/live/change-signal.ts';
import { AccessRecheck } from '../../platform/live/access-recheck.ts';
import { OLDEST_RUNNING, oldestRunningTransaction } from '../../platform/live/oldest-transaction.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { selectEvents } from './read-events.ts';
import { eventsTopic } from './save-events.ts';

/** Where a watcher stands: transaction and id. Opaque to clients. */
export const eventPlace = z
  .string()
  .regex(/^\d{1,20}\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { abort: true })
  .refine(isInRange, 'not a place among events');

/** A transaction's number has 64 bits. */
function isInRange(text: string): boolean {
  const txId = BigInt(text.split('/')[0] ?? '');
  return BigInt.asUintN(64, txId) === txId;
}

export const watchEventsInput = inputObject({
  lastEventId: eventPlace.optional(),
  /** Whether each event brings its payload along. Without it a follower is told sooner, and asks for what it wants. */
  payload: z.boolean().default(false),
}).prefault({});

/** An event with its payload, where that was asked for. */
export type WatchedEvent = EventView & { payload?: unknown };

/** Milliseconds. How often a watcher looks by itself, in case it was not told. */
const LOOK_EVERY = 2_000;
/** Events read at once: with their payloads, of up to a megabyte each, what a slow reader makes wait is one. */
const PAGE = { plain: 100, withPayload: 1 };
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

interface Watch extends z.infer<typeof watchEventsInput> {
  /** A unit of work for each look, so that a stream of hours holds nothing. */
  fork: () => EntityManager;
  changes: ChangeSignal;
  workspaceId: string;
  signal: AbortSignal;
  /** Whether the reader still may: a stream outlives sessions and memberships otherwise. */
  mayWatch: () => Promise<boolean>;
}

/**
 * Every event of the workspace from now on, or from `lastEventId` on, each once. Ends when `signal` aborts, and within
 * seconds when the reader may not hear it any more.
 */
export async function* watchEvents(watch: Watch): AsyncGenerator<TrackedEnvelope<WatchedEvent>> {
  const topic = eventsTopic(watch.workspaceId);
  const wakeups = watch.changes.wakeups(topic, { signal: watch.signal, everyMs: LOOK_EVERY });
  const recheck = new AccessRecheck(watch.mayWatch);
  let last = watch.lastEventId ?? (await present(watch.fork()));
  for await (const _ of wakeups) {
    if (await recheck.isRevoked()) return;
    for (let news = await after(watch, last); news.length > 0; news = await after(watch, last)) {
      if (!(await watch.mayWatch())) return;
      for (const { txId, event } of news) {
        last = `${txId}/${event.id}`;
        yield tracked(last, event);
      }
    }
  }
}

export const eventPositionOutput = z.object({ lastEventId: eventPlace });

/** The place to watch from in order to hear of every event that comes from now on. */
export async function eventPosition({ em }: { em: EntityManager }): Promise<z.infer<typeof eventPositionOutput>> {
  return { lastEventId: await present(em) };
}

/** The place before the oldest transaction that is still running: everything visible now is behind it. */
async function present(em: EntityManager): Promise<string> {
  return `${await oldestRunningTransaction(em)}/${FIRST_ID}`;
}

/** Stops before the oldest running transaction: what it has written may sort before what is already visible. */
async function after(
  { fork, workspaceId, payload }: Watch,
  last: string,
): Promise<{ txId: string; event: WatchedEvent }[]> {
  const [txId, id] = last.split('/');
  const em = fork();
  const { rows } = await sql<{ id: string; txId: string }>`
    select id, tx_id::text as "txId" from events
     where workspace_id = ${workspaceId}
       and (tx_id, id) > (${txId}::xid8, ${id}::uuid)
       and tx_id < ${OLDEST_RUNNING}
     order by tx_id, id limit ${payload ? PAGE.withPayload : PAGE.plain}
  `.execute(em.getKysely<Record<string, never>>());
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const events = await selectEvents(em, sql`e.workspace_id = ${workspaceId} and e.id = any (${ids}::uuid[])`, {
    payload,
  });
  const byId = new Map(events.map((event) => [event.id, event]));
  return rows.flatMap((row) => {
    const event = byId.get(row.id);
    return event ? [{ txId: row.txId, event }] : [];
  });
}
