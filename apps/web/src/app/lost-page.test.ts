// @vitest-environment happy-dom
import { useToast } from '@nuxt/ui/composables/useToast';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp, nextTick } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { PageNotLoaded, pageLoader, recoverLostPages, remedyFor } from './lost-page.ts';

const lost = new PageNotLoaded('no');

describe('remedyFor', () => {
  it.each([
    { why: 'a new version is there', error: lost, online: true, fresh: false, remedy: 'load' },
    { why: 'the network is down', error: lost, online: false, fresh: false, remedy: 'wait' },
    { why: 'a fresh load failed already', error: lost, online: true, fresh: true, remedy: 'none' },
    { why: 'a fresh load failed offline', error: lost, online: false, fresh: true, remedy: 'none' },
    { why: 'a guard failed', error: new TypeError('no'), online: true, fresh: false, remedy: 'none' },
  ])('$why: $remedy', ({ error, online, fresh, remedy }) => {
    expect(remedyFor(error, { online, fresh })).toBe(remedy);
  });
});

it('recognizes a failed import, regardless of the browser’s message', async () => {
  const cause = new Error('error loading dynamically imported module');
  await expect(pageLoader(() => Promise.reject(cause))()).rejects.toMatchObject({ cause });
  await expect(pageLoader(() => Promise.reject(cause))()).rejects.toBeInstanceOf(PageNotLoaded);
  await expect(pageLoader(() => Promise.resolve('page'))()).resolves.toBe('page');
});

describe('a page that did not load', () => {
  const PAGE = { render: () => null };
  const opened = vi.fn<(path: string) => void>();
  let online: boolean;

  beforeEach(() => {
    online = true;
    opened.mockReset();
    useToastsInApp().clear();
    vi.spyOn(navigator, 'onLine', 'get').mockImplementation(() => online);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    dispatchEvent(new Event('online'));
  });

  const useToastsInApp = () => createApp({}).runWithContext(() => useToast());
  const titles = () =>
    useToastsInApp()
      .toasts.value.filter(({ open }) => open)
      .map(({ title }) => title);

  async function aRouter() {
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [
        { path: '/', component: PAGE },
        { path: '/other', component: PAGE },
        { path: '/events', component: pageLoader(() => Promise.reject(new TypeError('Failed to fetch'))) },
      ],
    });
    recoverLostPages(router, opened);
    createApp({}).use(router);
    await router.push('/');
    return router;
  }

  async function click(router: Awaited<ReturnType<typeof aRouter>>) {
    await router.push('/events?event=e1').catch(() => undefined);
    await nextTick();
  }

  it('is reloaded if there is a network', async () => {
    await click(await aRouter());
    expect(opened).toHaveBeenCalledExactlyOnceWith('/events?event=e1');
  });

  // A click on "Events" once did nothing while the network was down.
  it('waits for the network, and shows that', async () => {
    online = false;
    await click(await aRouter());
    expect(opened).not.toHaveBeenCalled();
    expect(titles()).toEqual(['This page can’t be opened while you’re offline']);
    dispatchEvent(new Event('online'));
    expect(opened).toHaveBeenCalledExactlyOnceWith('/events?event=e1');
  });

  it('is not opened for a person who opened another page meanwhile', async () => {
    online = false;
    const router = await aRouter();
    await click(router);
    await router.push('/other');
    expect(titles()).toEqual([]);
    dispatchEvent(new Event('online'));
    expect(opened).not.toHaveBeenCalled();
  });

  it('is not opened for a person who chose to stay', async () => {
    online = false;
    await click(await aRouter());
    useToastsInApp().toasts.value[0]?.['onUpdate:open']?.(false);
    dispatchEvent(new Event('online'));
    expect(opened).not.toHaveBeenCalled();
  });

  it('leaves the current page unchanged', () => {
    const reload = vi.fn<() => void>();
    addEventListener('vite:preloadError', reload, { once: true });
    online = false;
    dispatchEvent(new Event('vite:preloadError'));
    expect(reload).not.toHaveBeenCalled();
    online = true;
    dispatchEvent(new Event('vite:preloadError'));
    expect(reload).toHaveBeenCalledOnce();
  });
});
