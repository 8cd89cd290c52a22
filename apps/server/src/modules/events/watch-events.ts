import { endUserFields, eventViewSchema } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { tracked, type TrackedEnvelope } from '@trpc/server';
import { z } from 'zod';
import type { ChangeSignal } from '../../platform/live/change-signal.ts';
import { AccessRecheck } from '../../platform/live/access-recheck.ts';
import { oldestRunningTransaction } from '../../platform/live/oldest-transaction.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { eventTypes } from './event-types.ts';
import type { EventNews } from './event-news.ts';
import { eventsTopic } from './save-events.ts';

/** The position of a watcher: transaction and id. Opaque to clients. */
export const eventPositionSchema = z
  .string()
  .regex(/^\d{1,20}\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { abort: true })
  .refine(isInRange, 'not a position among events')
  .meta({ examples: ['812345/0199f3a2-8c31-7e63-9f3c-2e9c703a4d5e'] });

/** A transaction's number has 64 bits. */
function isInRange(text: string): boolean {
  const txId = BigInt(text.split('/')[0] ?? '');
  return BigInt.asUintN(64, txId) === txId;
}

export const watchEventsInput = inputObject({
  types: eventTypes,
  ...endUserFields,
  lastEventId: eventPositionSchema.optional().describe('Where to resume: the id of the last event that you received.'),
  payload: z
    .boolean()
    .default(false)
    .describe(
      'Whether each event includes its payload. Without, events arrive sooner: fetch the payloads that you need.',
    ),
}).prefault({});

/** An event with its payload, where that was asked for. */
export const watchedEventSchema = eventViewSchema
  .extend({ payload: z.unknown().optional().describe('What the app sent, if the call asked for it.') })
  .meta({ id: 'WatchedEvent' });

export type WatchedEvent = z.infer<typeof watchedEventSchema>;

/** Milliseconds between two polls of a watcher, in case a notification was lost. */
const POLL_INTERVAL_MS = 2_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

interface Watch extends z.infer<typeof watchEventsInput> {
  /** A unit of work of its own, so that a long stream holds no resources. */
  fork: () => EntityManager;
  news: EventNews;
  changes: ChangeSignal;
  workspaceId: string;
  signal: AbortSignal;
  /** Whether the reader still has access: otherwise a stream would outlive sessions and memberships. */
  mayWatch: () => Promise<boolean>;
}

/**
 * Every event of these types in the workspace from now on, or after `lastEventId`, each once. Ends when `signal` aborts, and within
 * seconds after the reader loses access.
 */
export async function* watchEvents(watch: Watch): AsyncGenerator<TrackedEnvelope<WatchedEvent>> {
  const { workspaceId, signal, news, payload, types, endUserId, tags } = watch;
  const wakeups = watch.changes.wakeups(eventsTopic(workspaceId), {
    signal,
    everyMs: POLL_INTERVAL_MS,
    together: true,
  });
  const recheck = new AccessRecheck(watch.mayWatch);
  let last = watch.lastEventId ?? (await present(watch.fork()));
  for await (const _ of wakeups) {
    if (await recheck.isRevoked()) return;
    const look = () => news.ask({ workspaceId, last, payload, types, endUserId, tags });
    for (let found = await look(); found.length > 0; found = await look()) {
      if (!(await watch.mayWatch())) return;
      for (const [cursor, event] of found) {
        last = cursor;
        if (event) yield tracked(cursor, event);
      }
    }
  }
}

export const eventPositionOutput = z.object({ lastEventId: eventPositionSchema });

/** The position to watch from to receive every event from now on. */
export async function eventPosition({ em }: { em: EntityManager }): Promise<z.infer<typeof eventPositionOutput>> {
  return { lastEventId: await present(em) };
}

/** The position just before the oldest running transaction, so that nothing it writes is missed. */
async function present(em: EntityManager): Promise<string> {
  return `${await oldestRunningTransaction(em)}/${FIRST_ID}`;
}
