import type { Pool } from 'pg';
import type { ChangeSignal } from '../../platform/live/change-signal.ts';
import { GroupCommit } from './group-commit.ts';
import { type Arrival, type Receipt, storeMessages } from './store-messages.ts';
import type { WebhookMetrics } from './webhook-metrics.ts';

/** Bytes of messages that may wait for their commit: a second or two of the disk's time, and no more memory than that. */
const MOST_WAITING_BYTES = 32 * 1024 * 1024;

/** Told when something is in the inbox that has to be routed. */
export const INBOX_TOPIC = 'webhook-inbox';

export interface Inbox {
  /** Whether to send senders away for now. */
  readonly isFull: boolean;
  /** Resolves when nothing is being stored; after `atMostMs` in any case. */
  calm(atMostMs: number): Promise<void>;
  /** Resolves after the commit. */
  add(arrival: Arrival): Promise<Receipt>;
}

export function openInbox(
  pool: Pool,
  { changes, webhookMetrics }: { changes: ChangeSignal; webhookMetrics: WebhookMetrics },
): Inbox {
  return new GroupCommit<Arrival, Receipt>({
    sizeOf: ({ body }) => body.byteLength,
    mostBytes: MOST_WAITING_BYTES,
    commit: async (arrivals) => {
      const receipts = await storeMessages(pool, arrivals);
      webhookMetrics.groups.observe(arrivals.length);
      changes.poke(INBOX_TOPIC);
      return receipts;
    },
  });
}
