import { beforeEach, afterEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { followNavigations, isMoving } from './navigation-progress.ts';

const PAGE = { render: () => null };
let slow: PromiseWithResolvers<typeof PAGE>;

async function aRouter() {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', component: PAGE },
      { path: '/slow', component: () => slow.promise },
      { path: '/quick', component: PAGE },
    ],
  });
  followNavigations(router);
  await router.push('/');
  return router;
}

beforeEach(() => {
  vi.useFakeTimers();
  slow = Promise.withResolvers();
});
afterEach(() => vi.useRealTimers());

describe('a navigation', () => {
  it('shows within 100 ms that it began, until the page is there', async () => {
    const router = await aRouter();
    const moved = router.push('/slow');
    await vi.advanceTimersByTimeAsync(100);
    expect(isMoving.value).toBe(true);
    slow.resolve(PAGE);
    await moved;
    expect(isMoving.value).toBe(false);
  });

  it('that fails ends too', async () => {
    const router = await aRouter();
    const moved = router.push('/slow').catch(() => undefined);
    await vi.advanceTimersByTimeAsync(100);
    slow.reject(new TypeError('no code'));
    await moved;
    expect(isMoving.value).toBe(false);
  });

  it('to a page that is there at once shows nothing, nor does a change of the filter', async () => {
    const router = await aRouter();
    await router.push('/quick');
    await router.push('/quick?q=git');
    await vi.advanceTimersByTimeAsync(100);
    expect(isMoving.value).toBe(false);
  });
});
