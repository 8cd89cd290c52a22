import type { ConnectionView } from '@patchbay/contracts';
import type { Status } from '@patchbay/lifecycle';

export type Counts = Record<Status, number>;

interface Difference {
  /** The connection as the list had it: undefined where it did not, or does not say. */
  known: ConnectionView | undefined;
  /** As it is now; null when it was removed. */
  next: ConnectionView | null;
}

/**
 * The counters of a workspace with a change worked in, where the list tells what the connection was counted as before; else
 * as they are, until the server is asked again. Pure.
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
