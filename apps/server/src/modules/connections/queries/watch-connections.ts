import { connectionViewSchema, endUserFields } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { tracked, type TrackedEnvelope } from '@trpc/server';
import { z } from 'zod';
import type { ChangeSignal } from '../../../platform/live/change-signal.ts';
import { AccessRecheck } from '../../../platform/live/access-recheck.ts';
import { oldestRunningTransaction } from '../../../platform/live/oldest-transaction.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { HISTORY_EVENTS } from '../history-entry.entity.ts';
import type { ConnectionNews } from './connection-news.ts';

/** A watcher's position in the history: transaction id and sequence number. Opaque to clients. */
export const connectionPosition = z
  .string()
  .regex(/^\d{1,20}-\d{1,19}$/, { abort: true })
  .refine(isInRange, 'not a place in a history')
  .meta({ examples: ['812345-42'] });

/** Whether the number fits the column: 64 bits, signed for the sequence number. */
function isInRange(text: string): boolean {
  const [txId = '', seq = ''] = text.split('-');
  return BigInt.asUintN(64, BigInt(txId)) === BigInt(txId) && BigInt.asIntN(64, BigInt(seq)) === BigInt(seq);
}

export const watchInput = inputObject({
  lastEventId: connectionPosition.optional().describe('Where to resume: the id of the last event that you received.'),
  ...endUserFields,
}).prefault({});

export const changeSchema = z
  .object({
    connectionId: z.string(),
    app: z.string(),
    event: z.enum(HISTORY_EVENTS),
    /** The current connection, which may be newer than the event; null when it was removed. */
    connection: connectionViewSchema.nullable(),
  })
  .meta({ id: 'ConnectionChange' });

export type ConnectionChange = z.infer<typeof changeSchema>;

/** Milliseconds between two polls, in case a notification was missed. */
const POLL_INTERVAL_MS = 2_000;

interface Watch extends Pick<z.infer<typeof watchInput>, 'endUserId' | 'tags'> {
  /** A unit of work of its own, so that a stream of hours keeps nothing in memory. */
  fork: () => EntityManager;
  news: ConnectionNews;
  changes: ChangeSignal;
  workspaceId: string;
  lastEventId: string | undefined;
  signal: AbortSignal;
  /** Whether the reader still has access: a stream could otherwise outlive its session, membership or key. */
  mayWatch: () => Promise<boolean>;
}

/**
 * Every change of the workspace's connections, or of those of an end user or with tags, from now on, or after `lastEventId`, each once and in transaction
 * order. Ends when `signal` aborts, and within seconds after the reader loses access.
 */
export async function* watchConnections(watch: Watch): AsyncGenerator<TrackedEnvelope<ConnectionChange>> {
  const { workspaceId, signal, news, endUserId, tags } = watch;
  const wakeups = watch.changes.wakeups(workspaceId, { signal, everyMs: POLL_INTERVAL_MS, together: true });
  const recheck = new AccessRecheck(watch.mayWatch);
  let last = watch.lastEventId ?? (await present(watch.fork()));
  for await (const _ of wakeups) {
    if (await recheck.isRevoked()) return;
    const look = () => news.ask({ workspaceId, last, endUserId, tags });
    for (let found = await look(); found.length > 0; found = await look()) {
      if (!(await watch.mayWatch())) return;
      for (const [cursor, change] of found) {
        last = cursor;
        if (change) yield tracked(cursor, change);
      }
    }
  }
}

export const positionOutput = z.object({ lastEventId: connectionPosition });

/** The position from which a watcher sees everything that happens from now on. */
export async function positionNow({ em }: { em: EntityManager }): Promise<z.infer<typeof positionOutput>> {
  return { lastEventId: await present(em) };
}

/** The position just before the oldest running transaction, so that nothing it writes is missed. */
async function present(em: EntityManager): Promise<string> {
  return `${await oldestRunningTransaction(em)}-0`;
}
