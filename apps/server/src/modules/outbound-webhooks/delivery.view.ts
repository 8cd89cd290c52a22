import type { Trouble } from '@patchbay/contracts';

/** As stored, now or by earlier versions, which told an unknown name from one of our own networks. */
export type StoredTrouble = Trouble | 'unresolved' | 'private_address';

/** Of what is stored, what is told. */
export function troubleOf(stored: StoredTrouble | null): Trouble | null {
  return stored === 'unresolved' || stored === 'private_address' ? 'no_address' : stored;
}
