import type { EventView } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { tracked, type TrackedEnvelope } from '@trpc/server';
import { z } from 'zod';
import type { ChangeSignal } from '../../platform/live/change-signal.ts';
import { AccessRecheck } from '../../platform/live/access-recheck.ts';
import { oldestRunningTransaction } from '../../platform/live/oldest-transaction.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { EventNews } from './event-news.ts';
import { eventsTopic } from './save-events.ts';

/** Where a watcher stands: transaction and id. Opaque to clients. */
export const eventPositionSchema = z
  .string()
  .regex(/^\d{1,20}\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { abort: true })
  .refine(isInRange, 'not a place among events');

/** A transaction's number has 64 bits. */
function isInRange(text: string): boolean {
  const txId = BigInt(text.split('/')[0] ?? '');
  return BigInt.asUintN(64, txId) === txId;
}

export const watchEventsInput = inputObject({
  lastEventId: eventPositionSchema.optional(),
  /** Whether each event brings its payload along. Without it a follower is told sooner, and asks for what it wants. */
  payload: z.boolean().default(false),
}).prefault({});

/** An event with its payload, where that was asked for. */
export type WatchedEvent = EventView & { payload?: unknown };

/** Milliseconds. How often a watcher looks by itself, in case it was not told. */
const LOOK_EVERY = 2_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

interface Watch extends z.infer<typeof watchEventsInput> {
  /** A unit of work of its own, so that a stream of hours holds nothing. */
  fork: () => EntityManager;
  news: EventNews;
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
  const { workspaceId, signal, news, payload } = watch;
  const wakeups = watch.changes.wakeups(eventsTopic(workspaceId), { signal, everyMs: LOOK_EVERY, together: true });
  const recheck = new AccessRecheck(watch.mayWatch);
  let last = watch.lastEventId ?? (await present(watch.fork()));
  for await (const _ of wakeups) {
    if (await recheck.isRevoked()) return;
    const look = () => news.ask({ workspaceId, last, payload });
    for (let found = await look(); found.length > 0; found = await look()) {
      if (!(await watch.mayWatch())) return;
      for (const [cursor, event] of found) {
        last = cursor;
        yield tracked(cursor, event);
      }
    }
  }
}

export const eventPositionOutput = z.object({ lastEventId: eventPositionSchema });

/** The place to watch from in order to hear of every event that comes from now on. */
export async function eventPosition({ em }: { em: EntityManager }): Promise<z.infer<typeof eventPositionOutput>> {
  return { lastEventId: await present(em) };
}

/** The place before the oldest transaction that is still running: everything visible now is behind it. */
async function present(em: EntityManager): Promise<string> {
  return `${await oldestRunningTransaction(em)}/${FIRST_ID}`;
}
