import { describe, expect, it } from 'vitest';
import { hashConfig, triggerConfig } from './trigger-config.ts';

describe('a configuration', () => {
  it('is an object of plain values, and not a large one', () => {
    expect(triggerConfig.safeParse({ a: [1, 'b', null, { c: true }] }).success).toBe(true);
    expect(triggerConfig.safeParse([1]).success).toBe(false);
    expect(triggerConfig.safeParse({ a: 'x'.repeat(20_000) }).success).toBe(false);
  });

  it('is the same in whatever order its fields are', () => {
    expect(hashConfig({ a: 1, b: { c: 2, d: 3 } })).toBe(hashConfig({ b: { d: 3, c: 2 }, a: 1 }));
    expect(hashConfig({ a: [1, 2] })).not.toBe(hashConfig({ a: [2, 1] }));
  });
});
