import { describe, expect, it } from 'vitest';
import { parseJson, writeJson } from '@patchbay/exact-json';
import { configOf, errorAt, initialValues, otherErrors } from './form-values.ts';
import { fieldsOf } from './schema-fields.ts';

const FIELDS = fieldsOf({
  properties: {
    owner: { type: 'string' },
    interval: { type: 'number', default: 15 },
    sort: { enum: ['asc', 'desc'] },
    archived: { type: 'boolean' },
    labels: { type: 'array', items: { type: 'string' } },
    filter: { type: 'object', properties: { name: { type: 'string' }, size: { type: 'integer' } } },
    rest: { type: 'object', additionalProperties: true },
  },
});

describe('a form', () => {
  it('starts with the defaults, or empty', () => {
    expect(initialValues(FIELDS)).toEqual({
      owner: '',
      interval: '15',
      sort: '',
      archived: undefined,
      labels: '',
      filter: { name: '', size: '' },
      rest: '',
    });
  });

  it('omits empty fields', () => {
    expect(configOf(FIELDS, initialValues(FIELDS))).toEqual({ interval: 15 });
  });

  it('converts what was typed to the schema’s values, and back', () => {
    const config = {
      owner: 'ada',
      interval: 30,
      sort: 'desc',
      archived: false,
      labels: ['bug', 'late'],
      filter: { size: 3 },
      rest: { a: [1] },
    };
    const values = initialValues(FIELDS, config);
    expect(values).toMatchObject({ interval: '30', sort: '1', labels: 'bug\nlate', filter: { name: '', size: '3' } });
    expect(configOf(FIELDS, values)).toEqual(config);
  });

  it('keeps invalid values, for the rules to refuse', () => {
    expect(configOf(FIELDS, { interval: 'soon', rest: '{' })).toEqual({ interval: 'soon', rest: '{' });
  });

  it('includes required booleans', () => {
    const fields = fieldsOf({ properties: { on: { type: 'boolean' } }, required: ['on'] });
    expect(configOf(fields, initialValues(fields))).toEqual({ on: false });
  });
});

describe('errors', () => {
  const field = (path: string) => FIELDS.find((each) => each.path === path) ?? FIELDS[0]!;

  it('are shown at their field, those of an item at its list', () => {
    expect(errorAt({ owner: 'Needed.' }, field('owner'))).toBe('Needed.');
    expect(errorAt({ 'labels.1': 'Too long.' }, field('labels'))).toBe('Too long.');
    expect(errorAt({ 'filter.name': 'Too long.' }, field('filter'))).toBeUndefined();
    expect(errorAt({}, field('owner'))).toBeUndefined();
  });

  it('that belong to no field are shown at the form', () => {
    expect(otherErrors({ owner: 'a', 'labels.0': 'b', 'filter.name': 'c' }, FIELDS)).toEqual([]);
    expect(otherErrors({ '': 'All wrong.', other: 'Unknown.' }, FIELDS)).toEqual(['All wrong.', 'other: Unknown.']);
  });
});

describe('numbers that JavaScript would round', () => {
  const fields = fieldsOf({ properties: { chat: { type: 'integer' } } });

  it.each(['12345678901234567890', '1.0', '1e400', '-0', '0.1000000000000000055'])('are sent as typed: %s', (typed) => {
    const config = configOf(fields, { chat: typed });
    expect(writeJson(config)).toBe(`{"chat":${typed}}`);
    expect(initialValues(fields, config)).toEqual({ chat: typed });
  });

  it.each([
    ['+5', 5],
    ['.5', 0.5],
    ['05', 5],
    ['5.', 5],
    ['0x10', '0x10'],
    ['many', 'many'],
  ])('and others are what they look like: %s', (typed, value) => {
    expect(configOf(fields, { chat: typed })).toEqual({ chat: value });
  });

  it('are found among the choices, and inside of JSON', () => {
    const schema = parseJson('{"properties":{"id":{"enum":[1,12345678901234567890]},"more":{}}}') as Record<
      string,
      unknown
    >;
    const choices = fieldsOf(schema);
    const config = parseJson('{"id":12345678901234567890,"more":[1.0]}') as Record<string, unknown>;
    expect(writeJson(configOf(choices, initialValues(choices, config)))).toBe(writeJson(config));
  });
});
