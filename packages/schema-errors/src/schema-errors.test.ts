import { describe, expect, it } from 'vitest';
import { schemaErrors } from './schema-errors.ts';

const SCHEMA = {
  type: 'object',
  properties: {
    owner: { type: 'string', minLength: 1 },
    interval: { type: 'number', minimum: 15 },
    sort: { enum: ['asc', 'desc'] },
    mail: { anyOf: [{ type: 'string', format: 'email' }, { type: 'null' }] },
    key: { type: 'string', pattern: '^[A-Z]+$' },
    filter: {
      type: 'object',
      properties: { labels: { type: 'array', items: { type: 'string' }, maxItems: 1 } },
      required: ['labels'],
    },
  },
  required: ['owner'],
  additionalProperties: false,
};

describe('schemaErrors', () => {
  it('has nothing against what the schema allows', () => {
    expect(schemaErrors(SCHEMA, { owner: 'ada', interval: 15, mail: null, filter: { labels: ['bug'] } })).toEqual({});
    expect(schemaErrors({}, { anything: true })).toEqual({});
  });

  it.each([
    ['a field that is missing', {}, { owner: 'This is needed.' }],
    ['a field of another type', { owner: 7 }, { owner: 'This has to be a text.' }],
    ['a text that is too short', { owner: '' }, { owner: 'At least 1 character.' }],
    ['a number that is too small', { owner: 'ada', interval: 1 }, { interval: 'At least 15.' }],
    ['what is not to choose from', { owner: 'ada', sort: 'up' }, { sort: 'Choose one of: asc, desc.' }],
    ['what does not fit a pattern', { owner: 'ada', key: 'x' }, { key: 'This has to fit the pattern ^[A-Z]+$.' }],
    ['what may be nothing but is wrong', { owner: 'ada', mail: 'x' }, { mail: 'This has to be an e-mail address.' }],
    ['what nobody asked for', { owner: 'ada', more: 1 }, { more: 'No such field is known.' }],
    ['what is missing inside', { owner: 'ada', filter: {} }, { 'filter.labels': 'This is needed.' }],
    [
      'what is wrong deep inside',
      { owner: 'ada', filter: { labels: [1] } },
      { 'filter.labels.0': 'This has to be a text.' },
    ],
    [
      'a list that is too long',
      { owner: 'ada', filter: { labels: ['a', 'b'] } },
      { 'filter.labels': 'At most 1 entry.' },
    ],
  ])('names %s', (_, config, errors) => {
    expect(schemaErrors(SCHEMA, config)).toEqual(errors);
  });

  it('names fields as they are called, whatever stands in their names', () => {
    const schema = { properties: { 'a/b c': { type: 'string', maxLength: 1 } } };
    expect(schemaErrors(schema, { 'a/b c': 'xy' })).toEqual({ 'a/b c': 'At most 1 character.' });
  });

  it('takes formats for hints where they are off, and names of fields for names', () => {
    const schema = {
      properties: {
        mail: { anyOf: [{ type: 'string', format: 'email' }, { type: 'null' }] },
        format: { enum: [{ format: 'csv' }] },
      },
    };
    expect(schemaErrors(schema, { mail: 'x', format: { format: 'csv' } }, { formats: false })).toEqual({});
    expect(Object.keys(schemaErrors(schema, { mail: 7, format: 'csv' }, { formats: false }))).toEqual([
      'mail',
      'format',
    ]);
    expect(Object.keys(schemaErrors(schema, { mail: 'x' }))).toEqual(['mail']);
  });

  it('names twenty fields at most', () => {
    const schema = { additionalProperties: { type: 'string' } };
    const value = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`field${index}`, index]));
    expect(Object.keys(schemaErrors(schema, value))).toHaveLength(20);
  });

  it('keeps two schemas with one $id apart', () => {
    const [one, two] = ['string', 'number'].map((type) => ({ $id: 'same', type }));
    expect(schemaErrors(one ?? {}, 'x')).toEqual({});
    expect(schemaErrors(two ?? {}, 'x')).toEqual({ '': 'This has to be a number.' });
  });

  it('leaves to the provider what a schema that cannot be read means', () => {
    expect(schemaErrors({ $ref: 'https://elsewhere.example/schema.json' }, { a: 1 })).toEqual({});
    expect(schemaErrors({ properties: { a: { pattern: '(' } } }, { a: 'b' })).toEqual({});
  });
});
