import { expect, test } from 'vitest';
import { storable, TooDeep } from './storable.ts';

test('texts and field names lose characters that no column can store, at any depth', () => {
  const value = { 'a\0': ['b\ud800c', 1, null, true, { d: 'e\0\udc00' }], f: 'whole 🎈' };
  expect(storable(value)).toEqual({ a: ['b\ufffdc', 1, null, true, { d: 'e\ufffd' }], f: 'whole 🎈' });
});

test('a name that is special in JavaScript stays a name', () => {
  const value: unknown = storable(JSON.parse('{"__proto__":{"x":1}}'));
  expect(JSON.stringify(value)).toBe('{"__proto__":{"x":1}}');
});

test('too deep nesting is refused before it overflows the stack', () => {
  const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
  expect(storable(nested(200))).toEqual(nested(200));
  for (const levels of [201, 100_000]) expect(() => storable(nested(levels))).toThrow(TooDeep);
});
