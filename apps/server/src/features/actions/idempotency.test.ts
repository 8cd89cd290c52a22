import { describe, expect, it } from 'vitest';
import { hashOfRequest, idempotencyKey } from './idempotency.ts';

describe('the hash of a request', () => {
  it('does not depend on the order of names', () => {
    expect(hashOfRequest({ a: 1, b: { c: 2, d: [3] } })).toBe(hashOfRequest({ b: { d: [3], c: 2 }, a: 1 }));
  });

  it.each([
    [{ a: 1 }, { a: '1' }],
    [{ a: [1, 2] }, { a: [2, 1] }],
    [{ a: null }, {}],
    [JSON.parse('{"__proto__":1}'), {}],
    [{ a: { b: 1 } }, { a: [['b', 1]] }],
    [{ a: { b: 1 } }, { a: ['object', [['b', 1]]] }],
  ])('tells %j from %j', (one, other) => {
    expect(hashOfRequest(one)).not.toBe(hashOfRequest(other));
  });
});

it.each(['', 'has space', 'x'.repeat(129), 'ümlaut'])('%j is no idempotency key', (key) => {
  expect(idempotencyKey.safeParse(key).success).toBe(false);
});
