import type { QueryCache } from '@pinia/colada';
import { expect, it, vi } from 'vitest';
import { askAgain } from './ask-again.ts';

// A connection was removed while the page still asked for it: the answer, "there is no such connection", was nobody's to
// catch, and ended up as an error of the page.
it('asks, and leaves what fails to the query that shows it', async () => {
  const invalidateQueries = vi.fn(() => Promise.reject(new Error('There is no such connection')));
  await expect(askAgain({ invalidateQueries } as unknown as QueryCache, ['one'])).resolves.toBeUndefined();
  expect(invalidateQueries).toHaveBeenCalledWith({ key: ['one'] });
});
