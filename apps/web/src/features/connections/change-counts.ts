import type { ConnectionView } from '@patchbay/contracts';
import type { Status } from '@patchbay/lifecycle';

export type Counts = Record<Status, number>;

interface Difference {
  /** The connection in the list's data; undefined when unknown. */
  known: ConnectionView | undefined;
  /** The current connection; null when it was removed. */
  next: ConnectionView | null;
}

/**
 * The workspace's counters with a change applied, if the list tells how the connection was counted before; otherwise
 * unchanged, until they are fetched again. Pure.
 */
export function changeCounts(counts: Counts, { known, next }: Difference): Counts {
  // Only a connection at its first version was certainly not counted before.
  if (!known && next?.version !== FIRST_VERSION) return counts;
  if (known?.status === next?.status) return counts;
  const changed = { ...counts };
  if (known) changed[known.status] -= 1;
  if (next) changed[next.status] += 1;
  return changed;
}

const FIRST_VERSION = 1;
