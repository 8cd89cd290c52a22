import { describe, expect, it } from 'vitest';
import { parseJson } from '@patchbay/exact-json';
import { schemaErrors } from './schema-errors.ts';

const SCHEMA = {
  type: 'object',
  properties: {
    owner: { type: 'string', minLength: 1 },
    interval: { type: 'number', minimum: 15 },
    sort: { enum: ['asc', 'desc'] },
    mail: { anyOf: [{ type: 'string', format: 'email' }, { type: 'null' }] },
    filter: {
      type: 'object',
      properties: { labels: { type: 'array', items: { type: 'string' }, maxItems: 1 } },
      required: ['labels'],
    },
  },
  required: ['owner'],
  additionalProperties: false,
};

const DOUBLING = {
  tree: { properties: { a: { $ref: '#/$defs/tree' } }, additionalProperties: { $ref: '#/$defs/tree' } },
  d40: {},
  ...Object.fromEntries(
    Array.from({ length: 40 }, (_, level) => {
      const next = { $ref: `#/$defs/d${level + 1}` };
      return [`d${level}`, { allOf: [next, next] }];
    }),
  ),
};

describe('schemaErrors', () => {
  it('reports nothing for what the schema allows', () => {
    expect(schemaErrors(SCHEMA, { owner: 'ada', interval: 15, mail: null, filter: { labels: ['bug'] } })).toEqual({});
    expect(schemaErrors({}, { anything: true })).toEqual({});
  });

  it.each([
    ['a field that is missing', {}, { owner: 'Required.' }],
    ['a field of another type', { owner: 7 }, { owner: 'Must be text.' }],
    ['a text that is too short', { owner: '' }, { owner: 'At least 1 character.' }],
    ['a number that is too small', { owner: 'ada', interval: 1 }, { interval: 'At least 15.' }],
    ['what is not to choose from', { owner: 'ada', sort: 'up' }, { sort: 'Choose one of: asc, desc.' }],
    ['what may be nothing but is wrong', { owner: 'ada', mail: 'x' }, { mail: 'Must be an email address.' }],
    ['an unknown field', { owner: 'ada', more: 1 }, { more: 'Unknown field.' }],
    ['what is missing inside', { owner: 'ada', filter: {} }, { 'filter.labels': 'Required.' }],
    ['what is wrong deep inside', { owner: 'ada', filter: { labels: [1] } }, { 'filter.labels.0': 'Must be text.' }],
    [
      'a list that is too long',
      { owner: 'ada', filter: { labels: ['a', 'b'] } },
      { 'filter.labels': 'At most 1 entry.' },
    ],
  ])('names %s', (_, config, errors) => {
    expect(schemaErrors(SCHEMA, config)).toEqual(errors);
  });

  it('reports field names as they are, with any characters in them', () => {
    const schema = { properties: { 'a/b c': { type: 'string', maxLength: 1 } } };
    expect(schemaErrors(schema, { 'a/b c': 'xy' })).toEqual({ 'a/b c': 'At most 1 character.' });
  });

  it('ignores formats when they are off, but not fields named like formats', () => {
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

  it('reports twenty fields at most', () => {
    const schema = { additionalProperties: { type: 'string' } };
    const value = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`field${index}`, index]));
    expect(Object.keys(schemaErrors(schema, value))).toHaveLength(20);
  });

  it.each([
    ['a pattern, each character of which doubled the time', { a: { pattern: '^(\\w+\\s?)*$' } }],
    ['names by pattern', { a: { patternProperties: { '^(\\w+\\s?)*$': { type: 'string' } } } }],
    ['references that double at each level', { a: { $ref: '#/$defs/d0' } }],
    ['a reference in a circle', { a: { $ref: '#/$defs/tree' } }],
    ['a reference to itself', { a: { $ref: '#' } }],
    ['entries that must all differ', { a: { uniqueItems: true } }],
  ])('comes to an end with %s', (_, properties) => {
    const text = `${'a'.repeat(40)}!`;
    const many = Array.from({ length: 20_000 }, (__, index) => ({ index }));
    for (const a of [text, { [text]: 1 }, many])
      expect(schemaErrors({ $defs: DOUBLING, properties }, { a })).toEqual({});
  });

  it('follows references, and permits everything for broken ones', () => {
    const schema = {
      definitions: { name: { type: 'string', maxLength: 1 } },
      properties: { a: { $ref: '#/definitions/name' } },
    };
    expect(schemaErrors(schema, { a: 'xy' })).toEqual({ a: 'At most 1 character.' });
    expect(schemaErrors({ ...schema, definitions: {} }, { a: 'xy' })).toEqual({});
    expect(schemaErrors({ properties: { a: { $ref: '#/constructor/name' } } }, { a: 'xy' })).toEqual({});
  });

  it('does not report additional properties that a pattern might allow', () => {
    const schema = { patternProperties: { '^x-': {} }, additionalProperties: false };
    expect(schemaErrors(schema, { 'x-more': 1 })).toEqual({});
  });

  it('permits everything when schema and value together are too large', () => {
    const properties = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`p${index}`, { type: 'string' }]));
    const schema = { properties: { list: { items: { properties } } } };
    expect(schemaErrors(schema, { list: [{ p0: 1 }] })).toEqual({ 'list.0.p0': 'Must be text.' });
    expect(schemaErrors(schema, { list: Array.from({ length: 1_000 }, () => ({ p0: 1 })) })).toEqual({});
    const wide = Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`p${index}`, { type: 'string' }]));
    expect(schemaErrors({ properties: wide }, { p0: 1 })).toEqual({});
  });

  it('keeps two schemas with one $id apart', () => {
    const [one, two] = ['string', 'number'].map((type) => ({ $id: 'same', type }));
    expect(schemaErrors(one ?? {}, 'x')).toEqual({});
    expect(schemaErrors(two ?? {}, 'x')).toEqual({ '': 'Must be a number.' });
  });

  it('leaves an unreadable schema to the provider', () => {
    expect(schemaErrors({ $ref: 'https://elsewhere.example/schema.json' }, { a: 1 })).toEqual({});
    expect(schemaErrors({ properties: { a: 'no schema' } }, { a: 'b' })).toEqual({});
  });
});

describe('numbers that JavaScript would round', () => {
  const of = (rules: string, number: string) =>
    schemaErrors(
      { type: 'object', properties: { n: parseJson(rules) as object, limit: { minimum: 1, maximum: 100.5 } } },
      { ...(parseJson(`{"n":${number}}`) as object), limit: 20 },
    );

  it.each([
    ['{"type":"integer"}', '12345678901234567890'],
    ['{"type":"integer"}', '1.0'],
    ['{"type":"integer"}', '1e400'],
    ['{"type":"number"}', '0.1000000000000000055'],
    ['{"maximum":12345678901234567890}', '12345678901234567890'],
    ['{"exclusiveMinimum":12345678901234567889}', '12345678901234567890'],
    ['{"enum":[1,12345678901234567890]}', '12345678901234567890.0'],
    ['{"const":{"a":12345678901234567890}}', '{"a":12345678901234567890}'],
    ['{"type":"string"}', '"12345678901234567890"'],
    ['{"multipleOf":0.5}', '1.50'],
    ['{"minimum":-0}', '-0'],
    ['{"maxLength":10.0}', '"short"'],
  ])('fit %s: %s', (rules, number) => expect(of(rules, number)).toEqual({}));

  it.each([
    ['{"type":"integer"}', '12345678901234567890.5', 'Must be a whole number.'],
    ['{"type":"string"}', '12345678901234567890', 'Must be text.'],
    ['{"type":"object"}', '1.0', 'Must be a group of fields.'],
    ['{"maximum":12345678901234567890}', '12345678901234567891', 'At most 12345678901234567890.'],
    ['{"exclusiveMinimum":12345678901234567890}', '12345678901234567890', 'More than 12345678901234567890.'],
    ['{"enum":[12345678901234567890]}', '12345678901234567891', 'Choose one of: 12345678901234567890.'],
    ['{"const":1.0}', '1.0000000000000000001', 'Must be 1.0.'],
    ['{"maximum":1.50}', '2', 'At most 1.50.'],
    ['{"multipleOf":10}', '12345678901234567890', expect.stringContaining('too long to be checked')],
  ])('do not fit %s: %s', (rules, number, text) => expect(of(rules, number)).toEqual({ n: text }));
});
