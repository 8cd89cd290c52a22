import { expect, it, vi } from 'vitest';
import { allPages } from './all-pages.ts';

it('reads all pages of a list: items after the first page were once not found', async () => {
  const ask = vi
    .fn<(from: { cursor?: string }) => Promise<{ items: number[]; nextCursor: string | null }>>()
    .mockResolvedValueOnce({ items: [1, 2], nextCursor: 'b' })
    .mockResolvedValueOnce({ items: [3], nextCursor: null });
  expect(await allPages(ask)).toEqual({ items: [1, 2, 3], nextCursor: null });
  expect(ask.mock.calls).toEqual([[{}], [{ cursor: 'b' }]]);
});

it('fails as a whole when one page fails', async () => {
  const ask = vi
    .fn<() => Promise<{ items: number[]; nextCursor: string | null }>>()
    .mockResolvedValueOnce({ items: [1], nextCursor: 'b' })
    .mockRejectedValueOnce(new Error('gone'));
  await expect(allPages(ask)).rejects.toThrow('gone');
});

it.each([
  ['names no next page', undefined],
  ['leads to itself', 'b'],
])('ends when a page %s: the browser hung', async (_, nextCursor) => {
  const ask = vi.fn<() => Promise<{ items: number[]; nextCursor: string | null }>>();
  ask.mockResolvedValue({ items: [1], nextCursor: nextCursor as unknown as string });
  await allPages(ask).catch(() => undefined);
  expect(ask.mock.calls.length).toBeLessThanOrEqual(2);
});
