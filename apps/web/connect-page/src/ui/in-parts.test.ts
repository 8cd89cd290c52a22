import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref } from 'vue';
import { useInParts } from './in-parts.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('renders a few more in each task, until all are there, and goes on when the list grows', async () => {
  const scope = effectScope();
  const total = ref(10);
  const rendered = scope.run(() => useInParts(() => total.value, 4))!;
  await nextTick();
  expect(rendered.value).toBe(4);
  vi.runOnlyPendingTimers();
  expect(rendered.value).toBe(8);
  vi.runAllTimers();
  expect(rendered.value).toBe(12);
  total.value = 14;
  await nextTick();
  vi.runAllTimers();
  expect(rendered.value).toBe(16);
  scope.stop();
});
