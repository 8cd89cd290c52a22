import { describe, expect, it } from 'vitest';
import { fieldsOf } from './schema-fields.ts';

function only(property: Record<string, unknown>) {
  const [field] = fieldsOf({ type: 'object', properties: { some_field: property } });
  return field;
}

describe('fieldsOf', () => {
  it('makes a control for each kind of property', () => {
    expect(only({ type: 'string' })).toMatchObject({
      kind: 'text',
      type: 'text',
      label: 'Some field',
      required: false,
    });
    expect(only({ type: 'string', format: 'email' })).toMatchObject({ kind: 'text', type: 'email' });
    expect(only({ type: 'string', format: 'date-time' })).toMatchObject({ kind: 'text', type: 'text' });
    expect(only({ type: 'integer', minimum: 1 })).toMatchObject({ kind: 'number', whole: true, min: 1, max: null });
    expect(only({ type: 'number', maximum: 9 })).toMatchObject({ kind: 'number', whole: false, max: 9 });
    expect(only({ type: 'boolean', default: true })).toMatchObject({ kind: 'switch', initial: true });
    expect(only({ type: 'array', items: { type: 'string' } })).toMatchObject({ kind: 'list' });
    expect(only({ enum: ['asc', 2] })).toMatchObject({
      kind: 'choice',
      options: [
        { text: 'asc', value: 'asc' },
        { text: '2', value: 2 },
      ],
    });
  });

  it('lists required fields first, in the order of `required`, and keeps the order otherwise', () => {
    const properties = { a: { type: 'string' }, b: { type: 'string' }, c: { type: 'string' }, d: { type: 'string' } };
    expect(fieldsOf({ properties, required: ['d', 'c'] }).map(({ name }) => name)).toEqual(['d', 'c', 'a', 'b']);
  });

  it('uses the schema’s texts', () => {
    const field = only({ type: 'string', title: 'Owner', description: 'Who owns the repository.', examples: ['ada'] });
    expect(field).toMatchObject({ label: 'Owner', help: 'Who owns the repository.', placeholder: 'For example ada' });
  });

  it('treats a nullable property as its other type', () => {
    expect(only({ anyOf: [{ type: 'integer', minimum: 2 }, { type: 'null' }], default: null })).toMatchObject({
      kind: 'number',
      min: 2,
      initial: undefined,
    });
    expect(only({ type: ['string', 'null'] })).toMatchObject({ kind: 'text' });
  });

  it('renders a group, and deeper levels as JSON', () => {
    const inner = { type: 'object', properties: { deep: { type: 'object', properties: { x: { type: 'string' } } } } };
    const field = only({ ...inner, required: ['deep'] });
    expect(field).toMatchObject({
      kind: 'group',
      fields: [{ kind: 'json', path: 'some_field.deep', required: true }],
    });
  });

  it.each([
    ['a list of objects', { type: 'array', items: { type: 'object' } }],
    ['an object of any names', { type: 'object', additionalProperties: true }],
    ['what has no type', {}],
    ['two kinds at once', { anyOf: [{ type: 'string' }, { type: 'number' }] }],
  ])('leaves %s to JSON', (_, property) => {
    expect(only(property)).toMatchObject({ kind: 'json' });
  });

  it('creates no fields for an invalid schema', () => {
    expect(fieldsOf({})).toEqual([]);
    expect(fieldsOf({ properties: null })).toEqual([]);
    expect(fieldsOf({ properties: { a: true } })).toMatchObject([{ kind: 'json' }]);
  });
});
