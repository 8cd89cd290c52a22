import { describe, expect, it } from 'vitest';
import { configErrors } from './config-errors.ts';

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

describe('configErrors', () => {
  it('has nothing against what the schema allows', () => {
    expect(configErrors(SCHEMA, { owner: 'ada', interval: 15, mail: null, filter: { labels: ['bug'] } })).toEqual({});
    expect(configErrors({}, { anything: true })).toEqual({});
  });

  it.each([
    ['a field that is missing', {}, { owner: 'This is needed.' }],
    ['a field of another type', { owner: 7 }, { owner: 'This has to be a text.' }],
    ['a text that is too short', { owner: '' }, { owner: 'At least 1 character.' }],
    ['a number that is too small', { owner: 'ada', interval: 1 }, { interval: 'At least 15.' }],
    ['what is not to choose from', { owner: 'ada', sort: 'up' }, { sort: 'Choose one of: asc, desc.' }],
    ['what does not fit a pattern', { owner: 'ada', key: 'x' }, { key: 'This has to fit the pattern ^[A-Z]+$.' }],
    ['what may be nothing but is wrong', { owner: 'ada', mail: 'x' }, { mail: 'This has to be an e-mail address.' }],
    ['what nobody asked for', { owner: 'ada', more: 1 }, { more: 'The trigger knows no such field.' }],
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
    expect(configErrors(SCHEMA, config)).toEqual(errors);
  });

  it('names fields as they are called, whatever stands in their names', () => {
    const schema = { properties: { 'a/b c': { type: 'string', maxLength: 1 } } };
    expect(configErrors(schema, { 'a/b c': 'xy' })).toEqual({ 'a/b c': 'At most 1 character.' });
  });

  it('leaves to the provider what a schema that cannot be read means', () => {
    expect(configErrors({ $ref: 'https://elsewhere.example/schema.json' }, { a: 1 })).toEqual({});
    expect(configErrors({ properties: { a: { pattern: '(' } } }, { a: 'b' })).toEqual({});
  });
});
