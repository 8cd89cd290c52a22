import type { Logger } from '../logging/logger.ts';
import type { ChangeSignal } from './change-signal.ts';

/** Milliseconds until the next poll after a failed one: the database may be unavailable for a moment. */
const AFTER_FAILURE_MS = 1000;
/** Milliseconds after each poll in which notifications are combined. */
const REST_MS = 20;

export interface Lookout {
  /** For the log. */
  name: string;
  /** Notified when there may be something to do. */
  topic: string;
  /** Milliseconds between two polls without a notification, which may be lost. */
  everyMs: number;
  /** Does what is due. Returns in how many milliseconds more is due; Infinity if unknown. */
  look: () => Promise<number>;
}

/**
 * Polls immediately, on each notification of the topic, when the next item is due, and periodically. Ends when `signal` aborts. A
 * failed poll is logged; due items are still in their table.
 */
export async function lookWhenever(
  { changes, log, signal }: { changes: ChangeSignal; log: Logger; signal: AbortSignal },
  { name, topic, everyMs, look }: Lookout,
): Promise<void> {
  let next = everyMs;
  const everyMsNow = () => Math.min(Math.max(next, 0), everyMs);
  for await (const _ of changes.wakeups(topic, { signal, everyMs: everyMsNow })) {
    try {
      next = await look();
    } catch (error) {
      next = AFTER_FAILURE_MS;
      log.error({ err: error, lookout: name, limitBy: `lookout ${name}` }, 'work: polling for due work failed');
    }
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
  }
}
