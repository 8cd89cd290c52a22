import type { EntryKey, QueryCache } from '@pinia/colada';

/**
 * Asks the server again for all that is cached under this key. Never rejects: a failure is shown by the query's own
 * error, and what was asked for may be gone by the time of the answer.
 */
export async function invalidate(cache: QueryCache, key: EntryKey): Promise<void> {
  await cache.invalidateQueries({ key }).catch(() => undefined);
}
