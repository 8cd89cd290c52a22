import type { Trouble } from '@patchbay/contracts';

/** The stored values, including those of earlier versions, which distinguished unknown names from private addresses. */
export type StoredTrouble = Trouble | 'unresolved' | 'private_address';

/** Maps a stored value to the one that clients see. */
export function troubleOf(stored: StoredTrouble | null): Trouble | null {
  return stored === 'unresolved' || stored === 'private_address' ? 'no_address' : stored;
}
