import type { EntryKey, QueryCache } from '@pinia/colada';

/**
 * Asks the server anew for all that is kept under this key. Never rejects: what fails is on the screen by the query's own
 * error, and what was asked for may be gone by the time of the answer.
 */
export async function askAgain(cache: QueryCache, key: EntryKey): Promise<void> {
  await cache.invalidateQueries({ key }).catch(() => undefined);
}
