import type { Pool } from 'pg';
import { lacksPartition } from '../../../platform/errors/database-error.ts';
import type { ChangeSignal } from '../../../platform/live/change-signal.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { GroupCommit } from './group-commit.ts';
import { type Arrival, type Receipt, storeMessages } from './store-messages.ts';
import type { WebhookMetrics } from './webhook-metrics.ts';

/** Bytes of messages that may wait for their commit: what the disk writes in a second or two. Bounds the memory. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024;

/** Notified when the inbox has new messages to route. */
export const INBOX_TOPIC = 'webhook-inbox';

export interface Inbox {
  /** Whether to refuse new messages for now; their senders retry. */
  readonly isFull: boolean;
  /** Resolves when nothing is being stored, or after `atMostMs`. */
  whenIdle(atMostMs: number): Promise<void>;
  /** Resolves after the commit. */
  add(arrival: Arrival): Promise<Receipt>;
}

interface InboxDeps {
  changes: ChangeSignal;
  webhookMetrics: WebhookMetrics;
  /** Creates the partitions of the current time. */
  makePartitions: () => Promise<void>;
  log: Logger;
}

export function openInbox(pool: Pool, { changes, webhookMetrics, makePartitions, log }: InboxDeps): Inbox {
  let making: Promise<void> | undefined;

  /**
   * When the retention job has not created a partition for weeks, the first message without one creates it, and the
   * others wait for it.
   */
  async function storeInTime(arrivals: Arrival[]): Promise<Receipt[]> {
    try {
      return await storeMessages(pool, arrivals);
    } catch (error) {
      if (!lacksPartition(error)) throw error;
      making ??= makePartitions()
        .catch((failure: unknown) =>
          log.error({ err: failure, limitBy: 'inbox' }, 'webhooks: a partition is missing and could not be created'),
        )
        .finally(() => (making = undefined));
      await making;
      return storeMessages(pool, arrivals);
    }
  }

  return new GroupCommit<Arrival, Receipt>({
    sizeOf: ({ body }) => body.byteLength,
    maxBytes: MAX_WAITING_BYTES,
    commit: async (arrivals) => {
      const receipts = await storeInTime(arrivals);
      webhookMetrics.groups.observe(arrivals.length);
      changes.notify(INBOX_TOPIC);
      return receipts;
    },
  });
}
