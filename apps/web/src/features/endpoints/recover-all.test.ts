import { describe, expect, it, vi } from 'vitest';
import { recoverAll } from './recover-all.ts';

const batches = () =>
  vi
    .fn<(from: { cursor?: string }) => Promise<{ deliveries: number; nextCursor: string | null }>>()
    .mockResolvedValueOnce({ deliveries: 5_000, nextCursor: 'a' })
    .mockResolvedValueOnce({ deliveries: 0, nextCursor: 'b' })
    .mockResolvedValueOnce({ deliveries: 1, nextCursor: null });

describe('recoverAll', () => {
  it('continues where each call stopped, even after one that found nothing, and reports progress', async () => {
    const ask = batches();
    const onProgress = vi.fn();
    expect(await recoverAll({ ask, onProgress, goesOn: () => true })).toBe(5_001);
    expect(ask.mock.calls).toEqual([[{}], [{ cursor: 'a' }], [{ cursor: 'b' }]]);
    expect(onProgress.mock.calls).toEqual([[5_000], [5_000]]);
  });

  it('stops when the page is left', async () => {
    const ask = batches();
    let calls = 0;
    expect(await recoverAll({ ask, onProgress: () => (calls += 1), goesOn: () => calls < 1 })).toBe(5_000);
    expect(ask).toHaveBeenCalledTimes(2);
  });
});
