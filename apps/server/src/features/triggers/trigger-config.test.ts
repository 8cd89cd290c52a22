import { describe, expect, it } from 'vitest';
import { hashConfig, triggerConfig } from './trigger-config.ts';

describe('a configuration', () => {
  it('is an object of plain values, and not a large one', () => {
    expect(triggerConfig.safeParse({ a: [1, 'b', null, { c: true }] }).success).toBe(true);
    expect(triggerConfig.safeParse([1]).success).toBe(false);
    expect(triggerConfig.safeParse({ a: 'x'.repeat(20_000) }).success).toBe(false);
  });

  it.each([
    ['a lone surrogate, which answered 500', { owner: 'a\ud800' }],
    ['a NUL', { owner: 'a\0' }],
    ['one of them in a name deep inside', { filter: [{ 'a\udc00': 1 }] }],
    ['4,000 levels, which ran out of stack and answered 500', nested(4_000)],
    ['one level too many', nested(33)],
  ])('is refused with %s', (_, config) => {
    expect(triggerConfig.safeParse(config).success).toBe(false);
  });

  it('may be as deep as anybody needs, and hold every character', () => {
    expect(triggerConfig.safeParse(nested(32)).success).toBe(true);
    expect(triggerConfig.safeParse({ owner: 'Zoë 🦊' }).success).toBe(true);
  });

  it('is the same in whatever order its fields are', () => {
    expect(hashConfig({ a: 1, b: { c: 2, d: 3 } })).toBe(hashConfig({ b: { d: 3, c: 2 }, a: 1 }));
    expect(hashConfig({ a: [1, 2] })).not.toBe(hashConfig({ a: [2, 1] }));
  });
});

function nested(levels: number): Record<string, unknown> {
  return Array.from({ length: levels - 1 }).reduce<Record<string, unknown>>((inner) => ({ inner }), {});
}
