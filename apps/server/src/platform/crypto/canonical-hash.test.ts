import { describe, expect, it } from 'vitest';
import { canonicalHash } from './canonical-hash.ts';

describe('the hash of a value', () => {
  it('does not depend on the order of names', () => {
    expect(canonicalHash({ a: 1, b: { c: 2, d: [3] } })).toBe(canonicalHash({ b: { d: [3], c: 2 }, a: 1 }));
  });

  it.each([
    [{ a: 1 }, { a: '1' }],
    [{ a: [1, 2] }, { a: [2, 1] }],
    [{ a: null }, {}],
    [JSON.parse('{"__proto__":1}'), {}],
    [{ a: { b: 1 } }, { a: [['b', 1]] }],
    [{ a: { b: 1 } }, { a: ['object', [['b', 1]]] }],
  ])('tells %j from %j', (one, other) => {
    expect(canonicalHash(one)).not.toBe(canonicalHash(other));
  });
});
