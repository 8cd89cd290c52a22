import { schemaErrors } from '@patchbay/schema-errors';
import { describe, expect, it } from 'vitest';
import { schemaWords } from './schema-words.ts';

const SCHEMA = {
  properties: {
    owner: { type: ['string', 'number'], minLength: 2 },
    interval: { type: 'integer', minimum: 15 },
    sort: { enum: ['asc', 'desc'] },
    kind: { const: 'a' },
    mail: { type: 'string', format: 'email' },
    labels: { type: 'array', maxItems: 1 },
  },
  required: ['name'],
  additionalProperties: false,
};

describe('schemaWords', () => {
  it.each([
    {},
    { name: 1, owner: true },
    { name: 1, owner: 'a' },
    { interval: 3 },
    { interval: 12345678901234567890n },
    { sort: 'x', kind: 'b', mail: 'y', labels: [1, 2] },
  ])('says in English what the API says: %o', (value) => {
    expect(schemaErrors(SCHEMA, value, { words: schemaWords })).toEqual(schemaErrors(SCHEMA, value));
  });

  it('falls back to the validator’s own sentence', () => {
    expect(schemaWords({ keyword: 'uniqueItems', limit: true, fallback: 'Not unique.' })).toBe('Not unique.');
  });
});
