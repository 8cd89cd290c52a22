import { describe, expect, it } from 'vitest';
import { applied, changes, EMPTY, isOn, unsaved, without, withSwitch } from './draft.ts';

const saved = new Set(['A', 'B']);

describe('a draft of switches', () => {
  it('counts the differences, and builds the list', () => {
    const one = withSwitch(EMPTY, saved, { slug: 'C', on: true });
    const two = withSwitch(one, saved, { slug: 'A', on: false });
    expect(changes(two)).toBe(2);
    expect(['A', 'B', 'C'].map((slug) => isOn(two, saved, slug))).toEqual([false, true, true]);
    expect(applied(two, saved)).toEqual(['B', 'C']);
  });

  it('forgets a switch that is back in its saved position', () => {
    const there = withSwitch(EMPTY, saved, { slug: 'A', on: false });
    expect(changes(withSwitch(there, saved, { slug: 'A', on: true }))).toBe(0);
  });

  it('keeps the rest when some switches were set elsewhere', () => {
    const one = withSwitch(EMPTY, saved, { slug: 'C', on: true });
    const two = withSwitch(one, saved, { slug: 'A', on: false });
    expect(without(two, new Set(['C', 'D']))).toEqual({ on: new Set(), off: new Set(['A']) });
  });

  it('drops changes that another member has saved', () => {
    const one = withSwitch(EMPTY, saved, { slug: 'C', on: true });
    const two = withSwitch(one, saved, { slug: 'A', on: false });
    expect(unsaved(two, new Set(['B', 'C']))).toEqual(EMPTY);
    expect(changes(unsaved(two, saved))).toBe(2);
  });

  it('keeps what another member has changed since', () => {
    const draft = withSwitch(EMPTY, saved, { slug: 'C', on: true });
    expect(applied(draft, new Set(['B', 'D']))).toEqual(['B', 'C', 'D']);
  });
});
