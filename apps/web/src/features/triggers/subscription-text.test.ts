import { describe, expect, it } from 'vitest';
import { configText, sameConfig, subscriptionsText, subscriptionText } from './subscription-text.ts';

describe('subscriptionText', () => {
  it('shows the state, and the cause of a problem', () => {
    expect(subscriptionText({ state: 'on', problem: null })).toMatchObject({ text: 'Listening', why: '' });
    expect(subscriptionText({ state: 'paused', problem: null }).why).toContain('reconnect');
    expect(subscriptionText({ state: 'paused', problem: 'switched_off' })).toMatchObject({
      text: 'Failed',
      tone: 'error',
    });
  });
});

describe('subscriptionsText', () => {
  const ON = { state: 'on', problem: null } as const;
  const WAITING = { state: 'waiting', problem: null } as const;
  const FAILED = { state: 'waiting', problem: 'refused' } as const;

  // The list of triggers once showed "Enabled", in green, for one that the provider had refused.
  it.each([
    [[], null],
    [[ON], { tone: 'success', text: 'Listening' }],
    [[WAITING], { tone: 'info', text: 'Setting up' }],
    [[FAILED], { tone: 'error', text: 'Failed' }],
    [[ON, ON], { tone: 'success', text: 'Listening ×2' }],
    [[ON, WAITING, FAILED], { tone: 'error', text: 'Failed: 1 of 3' }],
    [[ON, WAITING], { tone: 'info', text: 'Setting up: 1 of 2' }],
  ])('%j: %j', (all, words) => {
    expect(subscriptionsText(all)).toEqual(words);
  });
});

describe('configurations', () => {
  it('are shown in one line', () => {
    expect(configText({ owner: 'ada', interval: 15, labels: ['a'] })).toBe('interval: 15 · labels: ["a"] · owner: ada');
    expect(configText({})).toBe('');
  });

  it.each([
    [{ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 }, true],
    [{ a: [1, 2] }, { a: [2, 1] }, false],
    [{ a: 1 }, { a: 1, b: undefined }, false],
    [{ a: null }, { a: {} }, false],
  ])('%j and %j are the same: %s', (a, b, same) => {
    expect(sameConfig(a, b)).toBe(same);
  });
});
