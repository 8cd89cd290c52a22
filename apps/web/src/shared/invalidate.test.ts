import type { QueryCache } from '@pinia/colada';
import { expect, it, vi } from 'vitest';
import { invalidate } from './invalidate.ts';

// A connection was removed while the page still asked for it: no code caught the answer, "there is no such
// connection", and it ended up as an error of the page.
it('asks, and leaves what fails to the query that shows it', async () => {
  const invalidateQueries = vi.fn(() => Promise.reject(new Error('There is no such connection')));
  await expect(invalidate({ invalidateQueries } as unknown as QueryCache, ['one'])).resolves.toBeUndefined();
  expect(invalidateQueries).toHaveBeenCalledWith({ key: ['one'] });
});
