import { describe, expect, it } from 'vitest';
import { inputFromQuery } from './query-input.ts';

const properties = {
  limit: { type: 'integer' },
  ratio: { type: 'number' },
  all: { type: 'boolean' },
  search: { type: 'string' },
  tags: { type: 'array' },
};

describe('a query string', () => {
  it.each([
    ['', undefined],
    ['limit=20&search=20', { limit: 20, search: '20' }],
    ['ratio=-0.5&all=true', { ratio: -0.5, all: true }],
    ['limit=many&all=1', { limit: 'many', all: '1' }],
    ['limit=1&limit=2', { limit: ['1', '2'] }],
    ['tags=one', { tags: ['one'] }],
    ['other=x', { other: 'x' }],
    ['limit=1e9', { limit: '1e9' }],
  ])('%j', (text, input) => {
    expect(inputFromQuery(new URLSearchParams(text), properties)).toEqual(input);
  });

  it('cannot reach a prototype', () => {
    const input = inputFromQuery(new URLSearchParams('__proto__=x&constructor=y'), properties);
    expect(Object.keys(input ?? {})).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(input)).toBe(Object.prototype);
  });
});
