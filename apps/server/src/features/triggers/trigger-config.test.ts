import { describe, expect, it } from 'vitest';
import { configErrors, hashConfig, triggerConfig } from './trigger-config.ts';

const SCHEMA = {
  type: 'object',
  properties: {
    owner: { type: 'string', minLength: 1 },
    interval: { type: 'number', minimum: 15 },
    filter: { type: 'object', properties: { labels: { type: 'array', items: { type: 'string' } } } },
  },
  required: ['owner'],
};

describe('configErrors', () => {
  it('has nothing against what the schema allows', () => {
    expect(configErrors(SCHEMA, { owner: 'ada', interval: 15, filter: { labels: ['bug'] } })).toEqual({});
    expect(configErrors({}, { anything: true })).toEqual({});
  });

  it.each([
    ['a field that is missing', {}, ['owner']],
    ['a field of another type', { owner: 7 }, ['owner']],
    ['a number that is too small', { owner: 'ada', interval: 1 }, ['interval']],
    [
      'what is wrong deep inside',
      { owner: 'ada', filter: { labels: [1] } },
      ['filter', 'filter.labels', 'filter.labels.0'],
    ],
  ])('names %s', (_, config, fields) => {
    const named = Object.keys(configErrors(SCHEMA, config));
    expect(named.toSorted((a, b) => a.localeCompare(b))).toEqual(fields);
  });

  it('leaves to the provider what a schema that cannot be read means', () => {
    expect(configErrors({ $ref: 'https://elsewhere.example/schema.json' }, { a: 1 })).toEqual({});
    expect(configErrors({ properties: { a: { pattern: '(' } } }, { a: 'b' })).toEqual({});
  });
});

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
