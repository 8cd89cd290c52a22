import type { ErrorCode } from '@patchbay/contracts';
import { databaseTrouble } from './database-trouble.ts';

export { lacksPartition } from './database-trouble.ts';

/**
 * Values that PostgreSQL cannot store although they pass our schemas: NUL and lone surrogates in a text (22021, 22P05), numbers
 * and instants out of range (22003, 22008). The caller's input in every case; other data exceptions are bugs.
 */
const INPUT = /^(22021|22P05|22003|22008)$/;

/**
 * `TRY_AGAIN` for a transaction that was rolled back in favor of others on every try. `INPUT_INVALID` for values that no column can
 * store. `UNAVAILABLE` if the database cannot serve for now (see database-trouble.ts). Otherwise undefined.
 */
export function databaseErrorCode(thrown: unknown): ErrorCode | undefined {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (isAborted(thrown)) return 'TRY_AGAIN';
  if (INPUT.test(code)) return 'INPUT_INVALID';
  return databaseTrouble(thrown) && 'UNAVAILABLE';
}

/** Whether the same may succeed in a moment: the database was away, or ended it in favor of another (class 40: a deadlock). */
export function isTransient(thrown: unknown): boolean {
  return isAborted(thrown) || databaseErrorCode(thrown) === 'UNAVAILABLE';
}

/** Whether PostgreSQL rolled a transaction back because of others (class 40): a deadlock or a serialization failure. */
export function isAborted(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && /^40[0-9A-Z]{3}$/.test(String(thrown.code));
}

/** Whether `thrown` is a violation of the named unique constraint. */
export function violates(thrown: unknown, constraint: string): boolean {
  return thrown instanceof Error && 'constraint' in thrown && thrown.constraint === constraint;
}
