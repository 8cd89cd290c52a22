import { PiniaColada } from '@pinia/colada';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp, effectScope, type EffectScope } from 'vue';
import { type From, usePagedQuery } from './usePagedQuery.ts';

const ask = vi.fn<(from: From) => Promise<{ items: string[]; nextCursor: string | null }>>();

let scope: EffectScope;

function aList() {
  const pinia = createPinia();
  const app = createApp({}).use(pinia).use(PiniaColada, {});
  setActivePinia(pinia);
  scope = effectScope();
  return app.runWithContext(() => scope.run(() => usePagedQuery({ key: ['list'], query: (from) => ask(from) })))!;
}

beforeEach(() => void ask.mockReset());
afterEach(() => scope.stop());

describe('usePagedQuery', () => {
  it('appends pages until there is no next one', async () => {
    ask.mockResolvedValueOnce({ items: ['a', 'b'], nextCursor: 'after-b' });
    ask.mockResolvedValueOnce({ items: ['c'], nextCursor: null });
    const { items, more } = aList();
    expect(items.value).toEqual([]);
    await vi.waitFor(() => expect(items.value).toEqual(['a', 'b']));
    expect(more.value).toMatchObject({ hasMore: true, loading: false, failed: false });

    const next = more.value.onMore();
    expect(more.value.loading).toBe(true);
    await next;
    expect(items.value).toEqual(['a', 'b', 'c']);
    expect(more.value).toMatchObject({ hasMore: false, loading: false, failed: false });
    expect(ask.mock.calls).toEqual([[{}], [{ cursor: 'after-b' }]]);
  });

  it('keeps its items when the next page fails', async () => {
    ask.mockResolvedValueOnce({ items: ['a'], nextCursor: 'after-a' });
    ask.mockRejectedValueOnce(new Error('gone'));
    const { items, more } = aList();
    await vi.waitFor(() => expect(items.value).toEqual(['a']));
    await more.value.onMore();
    expect(items.value).toEqual(['a']);
    expect(more.value).toMatchObject({ hasMore: true, loading: false, failed: true });
  });
});
