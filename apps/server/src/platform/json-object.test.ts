import { describe, expect, it } from 'vitest';
import { jsonObject } from './json-object.ts';

const config = jsonObject(16_384);

describe('a JSON object from outside', () => {
  it('is an object of plain values, and not a large one', () => {
    expect(config.safeParse({ a: [1, 'b', null, { c: true }] }).success).toBe(true);
    expect(config.safeParse([1]).success).toBe(false);
    expect(config.safeParse({ a: 'x'.repeat(20_000) }).success).toBe(false);
  });

  it.each([
    ['a lone surrogate, which answered 500', { owner: 'a\ud800' }],
    ['a NUL', { owner: 'a\0' }],
    ['one of them in a name deep inside', { filter: [{ 'a\udc00': 1 }] }],
    ['4,000 levels, which ran out of stack and answered 500', nested(4_000)],
    ['one level too many', nested(33)],
  ])('is refused with %s', (_, value) => {
    expect(config.safeParse(value).success).toBe(false);
  });

  it('may be as deep as anybody needs, and hold every character', () => {
    expect(config.safeParse(nested(32)).success).toBe(true);
    expect(config.safeParse({ owner: 'Zoë 🦊' }).success).toBe(true);
  });
});

function nested(levels: number): Record<string, unknown> {
  return Array.from({ length: levels - 1 }).reduce<Record<string, unknown>>((inner) => ({ inner }), {});
}
