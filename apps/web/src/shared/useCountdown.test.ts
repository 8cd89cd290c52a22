// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, ref } from 'vue';
import { noteServerTime } from './server-clock.ts';
import { clockText, useCountdown } from './useCountdown.ts';

const START = Date.parse('2026-01-01T12:00:00.000Z');
const at = (seconds: number) => new Date(START + seconds * 1_000).toISOString();

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  noteServerTime(new Date(START).toUTCString());
});
afterEach(() => {
  vi.useRealTimers();
});

function run<T>(setup: () => T): { result: T; stop: () => void } {
  const scope = effectScope();
  return { result: scope.run(setup) as T, stop: () => scope.stop() };
}

describe('useCountdown', () => {
  it('counts down by the second and stops at zero', () => {
    const { result, stop } = run(() => useCountdown(at(61)));
    expect(result.text.value).toBe('1:01');
    vi.advanceTimersByTime(2_000);
    expect(result.text.value).toBe('0:59');
    expect(result.over.value).toBe(false);
    vi.advanceTimersByTime(120_000);
    expect(result.text.value).toBe('0:00');
    expect(result.over.value).toBe(true);
    stop();
  });

  it('follows a deadline that moves', () => {
    const until = ref<string | null>(at(10));
    const { result, stop } = run(() => useCountdown(until));
    until.value = at(600);
    expect(result.text.value).toBe('10:00');
    until.value = null;
    expect(result.over.value).toBe(true);
    stop();
  });

  it('is correct as soon as the page becomes visible, although timers slept', () => {
    const { result, stop } = run(() => useCountdown(at(300)));
    vi.setSystemTime(START + 200_000);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(result.secondsLeft.value).toBe(100);
    stop();
  });

  it('uses the server’s clock when the computer’s is wrong', () => {
    noteServerTime(new Date(START + 60_000).toUTCString());
    const { result, stop } = run(() => useCountdown(at(90)));
    expect(result.secondsLeft.value).toBe(30);
    stop();
  });

  it('stops after its scope has ended', () => {
    const { stop } = run(() => useCountdown(at(60)));
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('clockText', () => {
  it.each([
    [0, '0:00'],
    [9, '0:09'],
    [600, '10:00'],
    [3_599, '59:59'],
    [3_661, '1:01:01'],
  ])('writes %i seconds as %s', (seconds, text) => {
    expect(clockText(seconds)).toBe(text);
  });
});
