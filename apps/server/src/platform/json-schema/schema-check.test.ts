import { describe, expect, it } from 'vitest';
import { SchemaCheck } from './schema-check.ts';

const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['channel'],
  additionalProperties: false,
  properties: {
    channel: { type: 'string' },
    limit: { type: 'integer', minimum: 1, 'x-of-theirs': true },
    when: { type: 'string', format: 'no-such-format' },
    people: { type: 'array', items: { type: 'object', properties: { 'a/b': { type: 'number' } } } },
  },
};

describe('checking against somebody’s schema', () => {
  const bad: unknown[] = [];
  const check = new SchemaCheck((error) => bad.push(error));

  it('has nothing to say about what fits', () => {
    expect(check.problemsOf(schema, { channel: '#general', limit: 3, when: 'soon' })).toEqual({});
  });

  it('names what is missing, wrong and unknown', () => {
    const problems = check.problemsOf(schema, { limit: 0, other: 1, people: [{ 'a/b': 'x' }] });
    expect(problems).toMatchObject({
      channel: 'is missing',
      other: 'is not known here',
      'people.0.a/b': 'must be number',
    });
    expect(problems['limit']).toMatch(/>= 1/);
  });

  it('does not turn a text into a number', () => {
    expect(check.problemsOf(schema, { channel: '#general', limit: '3' })).toEqual({ limit: 'must be integer' });
  });

  it('permits everything where the schema is broken, and tells it once', () => {
    const broken = { type: 'object', properties: { x: { $ref: 'https://elsewhere.example/schema' } } };
    expect(check.problemsOf(broken, { x: 1 })).toEqual({});
    expect(check.problemsOf(broken, { x: 2 })).toEqual({});
    expect(bad).toHaveLength(1);
  });

  it('keeps two schemas with one $id apart', () => {
    const [one, two] = ['string', 'number'].map((type) => ({ $id: 'same', type }));
    expect(check.problemsOf(one ?? {}, 'x')).toEqual({});
    expect(check.problemsOf(two ?? {}, 'x')).toEqual({ '': 'must be number' });
  });
});
