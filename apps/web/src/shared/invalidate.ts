import type { EntryKey, QueryCache } from '@pinia/colada';

/**
 * Refetches everything cached under this key. Never rejects: a failure is shown by the query itself, and the data may
 * no longer be needed when the response arrives.
 */
export async function invalidate(cache: QueryCache, key: EntryKey): Promise<void> {
  await cache.invalidateQueries({ key }).catch(() => undefined);
}
