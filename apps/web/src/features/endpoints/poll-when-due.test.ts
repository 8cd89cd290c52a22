// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, ref } from 'vue';
import { pollWhenDue, pollDelay } from './poll-when-due.ts';

const NOW = Date.parse('2026-11-22T10:30:00Z');
const at = (ms: number) => new Date(NOW + ms).toISOString();

describe('pollDelay', () => {
  it.each([
    ['nothing is due', [null, null], null],
    ['the first is due in five seconds', [at(60_000), at(5_000), null], 5_500],
    ['one is due now', [at(0)], 1_000],
    ['one is overdue for ten seconds', [at(-10_000)], 5_000],
    ['all are due tomorrow', [at(86_400_000)], 60_000],
    ['one is overdue for a day', [at(-86_400_000)], 60_000],
  ])('when %s', (_, due, delay) => {
    expect(pollDelay(due, NOW)).toBe(delay);
  });
});

describe('pollWhenDue', () => {
  beforeEach(() => void vi.useFakeTimers({ now: NOW }));
  afterEach(() => void vi.useRealTimers());

  it('polls until nothing is due, and stops when the page is left', async () => {
    const due = ref<(string | null)[]>([at(2_000)]);
    const look = vi.fn(() => Promise.resolve());
    const scope = effectScope();
    scope.run(() => pollWhenDue(() => due.value, look));
    await vi.advanceTimersByTimeAsync(2_400);
    expect(look).toHaveBeenCalledTimes(0);
    await vi.advanceTimersByTimeAsync(200);
    expect(look).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(look).toHaveBeenCalledTimes(2);
    due.value = [null];
    await vi.advanceTimersByTimeAsync(60_000);
    expect(look).toHaveBeenCalledTimes(2);
    due.value = [at(120_000)];
    scope.stop();
    await vi.advanceTimersByTimeAsync(300_000);
    expect(look).toHaveBeenCalledTimes(2);
  });
});
