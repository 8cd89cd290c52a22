import type { QueryCache } from '@pinia/colada';
import { expect, it, vi } from 'vitest';
import { invalidate } from './invalidate.ts';

// A connection was removed while the page was still fetching it: the response "there is no such connection" was
// caught nowhere, and became an error of the page.
it('refetches, and leaves failures to the query that shows them', async () => {
  const invalidateQueries = vi.fn(() => Promise.reject(new Error('There is no such connection')));
  await expect(invalidate({ invalidateQueries } as unknown as QueryCache, ['one'])).resolves.toBeUndefined();
  expect(invalidateQueries).toHaveBeenCalledWith({ key: ['one'] });
});
