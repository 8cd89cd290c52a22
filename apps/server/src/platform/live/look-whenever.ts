import type { Logger } from '../logging/logger.ts';
import type { ChangeSignal } from './change-signal.ts';

/** Milliseconds until the next look after one that failed: the database may be away for a moment. */
const AFTER_FAILURE_MS = 1000;
/** Milliseconds after each look, in which what is notified comes together. */
const REST_MS = 20;

export interface Lookout {
  /** For the log. */
  name: string;
  /** Notified when there may be something to do. */
  topic: string;
  /** Milliseconds between two looks without having been told: a notification may be lost. */
  everyMs: number;
  /** Does what is due. Answers in how many milliseconds something else is; Infinity where that is not known. */
  look: () => Promise<number>;
}

/**
 * Looks at once, whenever the topic is notified, when the next thing is due, and now and then. Ends when `signal` aborts. A
 * look that fails is logged: what was due is still in its table.
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
      log.error({ err: error, lookout: name, limitBy: `lookout ${name}` }, 'work: a look for what is due failed');
    }
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
  }
}
