import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closest, editsBetween, variantsOf } from './spelling.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e'), minLength: 3, maxLength: 12 });

describe('spelling', () => {
  it.each([
    ['gmial', 'gmail', 1],
    ['slak', 'slack', 1],
    ['noution', 'notion', 1],
    ['salesfroce', 'salesforce', 1],
    ['slack', 'slack', 0],
    ['', 'abc', 3],
  ])('counts the edits from %s to %s', (typed, meant, edits) => {
    expect(editsBetween(typed, meant)).toBe(edits);
    expect(editsBetween(meant, typed)).toBe(edits);
  });

  it('finds every word that is one edit away by a shared variant', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        if (editsBetween(one, other) > 1) return;
        const others = new Set(variantsOf(other));
        expect(variantsOf(one).some((variant) => others.has(variant))).toBe(true);
      }),
    );
  });

  it('proposes the closest words only, and none for what is too short or too far', () => {
    expect(closest('gmial', ['gmail', 'email', 'mail'])).toEqual(['gmail']);
    expect(closest('go', ['do', 'to'])).toEqual([]);
    expect(closest('zzzzz', ['slack'])).toEqual([]);
    expect(closest('salesfroec', ['salesforce'])).toEqual(['salesforce']);
    expect(closest('slack', [])).toEqual([]);
  });

  it('has few variants of a word of any length', () => {
    expect(variantsOf('x'.repeat(100))).toEqual(['x'.repeat(100)]);
    expect(variantsOf('internationalizations').length).toBeLessThan(250);
  });
});
