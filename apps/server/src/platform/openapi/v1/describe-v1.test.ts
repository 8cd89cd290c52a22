import { Validator } from '@seriousme/openapi-schema-validator';
import { ERRORS } from '@patchbay/contracts';
import { describe, expect, it } from 'vitest';
import { describedOperations } from '../../../../test/support/described-api.ts';
import { problemSchema } from '../../http/problem.ts';
import { describeV1 } from './describe-v1.ts';
import { exampleOf } from './example-of.ts';
import { FIELD_WORDS } from './field-words.ts';
import { NamedSchemas } from './named-schemas.ts';

const operations = describedOperations();
const document = describeV1(operations, { publicUrl: 'https://connect.example.com' });
const text = JSON.stringify(document);

/** Every part of the document that may be an object schema, with where it stands. */
function* objectsIn(part: unknown, path = ''): Generator<[string, Record<string, unknown>]> {
  if (typeof part !== 'object' || part === null) return;
  if ('type' in part && part.type === 'object') yield [path, { ...part }];
  for (const [key, inner] of Object.entries(part)) yield* objectsIn(inner, `${path}/${key}`);
}

describe('the document of version 1', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { errors } = await new Validator().validate(JSON.parse(text) as Record<string, unknown>);
    expect(errors ?? []).toEqual([]);
  });

  it('has words for every operation that a service may call', () => {
    const without = operations.filter(({ procedure }) => !procedure.meta.docs).map(({ procedure }) => procedure.path);
    expect(without, 'procedures to be listed in a <noun>.docs.ts and marked with .meta(…)').toEqual([]);
  });

  it('has each named schema once, and no copy of an object without a name', () => {
    const seen = new Map<string, string[]>();
    for (const [path, { description: _, ...schema }] of objectsIn({
      paths: document.paths,
      schemas: document.components.schemas,
    })) {
      if (!('properties' in schema) || Object.keys(schema['properties'] as object).length < 2) continue;
      const key = JSON.stringify(schema);
      seen.set(key, [...(seen.get(key) ?? []), path]);
    }
    expect([...seen.values()].filter((paths) => paths.length > 1)).toEqual([]);
  });

  it('names a schema after an operation only if no other operation uses it', () => {
    const shared = Object.keys(document.components.schemas).filter((name) => {
      const uses = text.split(`"#/components/schemas/${name}"`).length - 1;
      return /(Input|Result)$/.test(name) && uses > 1;
    });
    expect(shared, 'schemas that need an id of their own: .meta({ id })').toEqual([]);
  });

  it('has every field of a read’s input as a parameter, also where a change shares the whole input under a name', () => {
    for (const { path, method, input } of operations.filter((each) => each.method === 'get')) {
      const { parameters = [] } = document.paths[path]?.[method] ?? {};
      const names = parameters.flatMap((parameter) =>
        'in' in parameter && parameter.in === 'query' ? [parameter.name] : [],
      );
      expect([path, ...names]).toEqual([path, ...Object.keys(input?.properties ?? {})]);
    }
  });

  it('describes every field: 1,200 had no words, so that readers had to guess', () => {
    const { schemas } = document.components as { schemas: Record<string, { description?: string }> };
    const without = Object.entries(schemas).flatMap(([name, schema]) =>
      [...objectsIn(schema, name)].flatMap(([path, { properties = {} }]) =>
        Object.entries(properties as Record<string, { $ref?: string; description?: string }>)
          .filter(
            ([, { $ref = '', description }]) => !description && !schemas[$ref.split('/').at(-1) ?? '']?.description,
          )
          .map(([field]) => `${path}/${field}`),
      ),
    );
    expect(without, 'fields to be described by .describe(…), or by their name in field-words.ts').toEqual([]);
  });

  it('has no words for a field that nothing has', () => {
    const unused = Object.entries(FIELD_WORDS).filter(([, words]) => !text.includes(JSON.stringify(words)));
    expect(unused.map(([key]) => key)).toEqual([]);
  });

  it('says for every stream what each event holds', () => {
    const streams = operations.filter(({ procedure }) => procedure.type === 'subscription');
    expect(streams.map(({ procedure }) => [procedure.path, procedure.meta.docs?.events === undefined])).toEqual(
      streams.map(({ procedure }) => [procedure.path, false]),
    );
  });

  it('has an example of each problem that an operation can answer', () => {
    const { examples } = document.components;
    for (const [code, { value }] of Object.entries(examples)) {
      expect(problemSchema.parse(value)).toMatchObject({ code, status: ERRORS[code as keyof typeof ERRORS].status });
    }
  });
});

describe('the example', () => {
  const inputs = operations.filter(({ procedure }) => procedure.meta.docs?.example);
  it.each(inputs.map(({ procedure }) => [procedure.path, procedure] as const))(
    'of the input of %s is one',
    (_, { input, meta }) => {
      expect(input?.safeParse(meta.docs?.example).error).toBeUndefined();
    },
  );

  const outputs = operations.filter(({ procedure }) => procedure.output ?? procedure.meta.docs?.events);
  it.each(outputs.map(({ procedure }) => [procedure.path, procedure] as const))(
    'of the answer of %s is one',
    (_, { output, meta }) => {
      const schema = output ?? meta.docs?.events;
      const schemas = new NamedSchemas();
      const described = schema && schemas.of(schema, { io: 'output' });
      expect(schema?.safeParse(exampleOf(described ?? {}, schemas)).error).toBeUndefined();
    },
  );
});
