import { afterEach, describe, expect, it } from 'vitest';
import { anySignal } from './any-signal.ts';

const builtIn = Object.getOwnPropertyDescriptor(AbortSignal, 'any');

describe.each([
  { where: 'with AbortSignal.any', any: builtIn },
  { where: 'in a runtime without it', any: { value: undefined, configurable: true } },
])('$where', ({ any }) => {
  const combined = (signals: AbortSignal[]) => {
    Object.defineProperty(AbortSignal, 'any', any ?? {});
    return anySignal(signals);
  };
  afterEach(() => void Object.defineProperty(AbortSignal, 'any', builtIn ?? {}));

  it('aborts with the first, and with its reason', () => {
    const [one, two] = [new AbortController(), new AbortController()];
    const signal = combined([one.signal, two.signal]);
    expect(signal.aborted).toBe(false);
    two.abort('the second');
    expect(signal).toMatchObject({ aborted: true, reason: 'the second' });
  });

  it('is aborted when one of them is already', () => {
    const signal = combined([new AbortController().signal, AbortSignal.abort('before')]);
    expect(signal).toMatchObject({ aborted: true, reason: 'before' });
  });
});
