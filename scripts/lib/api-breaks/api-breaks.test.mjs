import { expect, it } from 'vitest';
import { apiBreaks } from './api-breaks.mjs';
import { judgeBreaks } from './judge-breaks.mjs';

/** The released API. Each case changes a copy of it. */
const RELEASED = {
  openapi: '3.1.0',
  info: { title: 'Test', version: '1' },
  paths: {
    '/things/list': {
      get: {
        operationId: 'things.list',
        parameters: [
          { name: 'limit', in: 'query', required: false, schema: { type: 'integer', minimum: 1, maximum: 100 } },
          { name: 'kind', in: 'query', required: false, schema: { $ref: '#/components/schemas/Kind' } },
        ],
        responses: {
          200: {
            description: 'Done',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
        },
      },
    },
    '/things/add': {
      post: {
        operationId: 'things.add',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Input' } } },
        },
        responses: {
          200: {
            description: 'Done',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Kind: { type: 'string', enum: ['small', 'large'] },
      Thing: {
        type: 'object',
        properties: {
          id: { type: 'string' },
          kind: { $ref: '#/components/schemas/Kind' },
          label: { anyOf: [{ type: 'string' }, { type: 'null' }] },
          size: { type: 'integer' },
          parts: {
            type: 'array',
            items: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
          },
        },
        required: ['id', 'kind', 'label', 'size', 'parts'],
      },
      Input: {
        type: 'object',
        properties: {
          label: { type: 'string', maxLength: 100 },
          size: { type: ['integer', 'null'] },
          tags: { type: 'object', additionalProperties: { type: 'string' } },
        },
        required: ['label'],
        additionalProperties: false,
      },
    },
  },
};

/** @param {(api: any) => void} change */
async function breaksOf(change) {
  const after = structuredClone(RELEASED);
  change(after);
  return (await apiBreaks(RELEASED, after)).map(({ kind, at }) => `${kind}: ${at}`);
}

const thing = (api) => api.components.schemas.Thing;
const input = (api) => api.components.schemas.Input;
const list = (api) => api.paths['/things/list'].get;
const add = (api) => api.paths['/things/add'].post;
const ANSWERS = ['GET /things/list 200', 'POST /things/add 200'];
const inBoth = (kind, field) => ANSWERS.map((at) => `${kind}: ${at}${field}`);

/** @type {[string, (api: any) => void, string[]][]} */
const BREAKS = [
  ['a removed path', (api) => delete api.paths['/things/add'], ['path removed: /things/add']],
  ['a removed operation', (api) => delete api.paths['/things/add'].post, ['operation removed: POST /things/add']],
  ['a renamed operation', (api) => (add(api).operationId = 'things.create'), ['operation renamed: POST /things/add']],
  ['a removed name of a schema', (api) => renameKind(api), ['schema name removed: Kind']],
  ['a removed parameter', (api) => list(api).parameters.pop(), ['field removed: GET /things/list ?kind']],
  [
    'a parameter that is required now',
    (api) => (list(api).parameters[0].required = true),
    ['required input added: GET /things/list ?limit'],
  ],
  [
    'a new required parameter',
    (api) => list(api).parameters.push({ name: 'of', in: 'query', required: true, schema: { type: 'string' } }),
    ['required input added: GET /things/list ?of'],
  ],
  [
    'a lower limit',
    (api) => (list(api).parameters[0].schema.maximum = 50),
    ['type narrowed: GET /things/list ?limit (maximum)'],
  ],
  [
    'a higher limit from below',
    (api) => (list(api).parameters[0].schema.minimum = 2),
    ['type narrowed: GET /things/list ?limit (minimum)'],
  ],
  [
    'a new pattern',
    (api) => (input(api).properties.label.pattern = '^a'),
    ['type narrowed: POST /things/add body.label (pattern)'],
  ],
  [
    'a shorter text',
    (api) => (input(api).properties.label.maxLength = 99),
    ['type narrowed: POST /things/add body.label (maxLength)'],
  ],
  [
    'another type of input',
    (api) => (input(api).properties.label = { type: 'integer' }),
    ['type narrowed: POST /things/add body.label'],
  ],
  [
    'a type of input less',
    (api) => (input(api).properties.size = { type: 'integer' }),
    ['type narrowed: POST /things/add body.size'],
  ],
  [
    'another type inside of an input',
    (api) => (input(api).properties.tags.additionalProperties.type = 'number'),
    ['type narrowed: POST /things/add body.tags[]'],
  ],
  [
    'a removed field of an input',
    (api) => delete input(api).properties.size,
    ['field removed: POST /things/add body.size'],
  ],
  [
    'a new required field of an input',
    (api) => input(api).required.push('size'),
    ['required input added: POST /things/add body.size'],
  ],
  [
    'a removed value of an enumeration',
    (api) => api.components.schemas.Kind.enum.pop(),
    ['enum value removed: GET /things/list ?kind=large', ...inBoth('enum value removed', '.kind=large')],
  ],
  ['a removed field of an answer', (api) => delete thing(api).properties.id, inBoth('field removed', '.id')],
  [
    'a removed field inside of an answer',
    (api) => delete thing(api).properties.parts.items.properties.name,
    inBoth('field removed', '.parts[].name'),
  ],
  [
    'a field that may be missing now',
    (api) => thing(api).required.shift(),
    inBoth('field no longer always there', '.id'),
  ],
  [
    'another type of an answer',
    (api) => (thing(api).properties.size = { type: 'string' }),
    inBoth('type changed', '.size'),
  ],
  [
    'an answer that may be null now',
    (api) => (thing(api).properties.id = { type: ['string', 'null'] }),
    inBoth('type changed', '.id'),
  ],
  [
    'another type of the whole answer',
    (api) => (list(api).responses[200].content = { 'text/plain': {} }),
    ['media type removed: GET /things/list 200 application/json'],
  ],
  ['a removed answer', (api) => (list(api).responses = {}), ['answer removed: GET /things/list 200']],
  ['a removed body', (api) => delete add(api).requestBody, ['field removed: POST /things/add body']],
];

it.each(BREAKS)('finds %s', async (_what, change, expected) => {
  expect((await breaksOf(change)).toSorted()).toEqual(expected.toSorted());
});

/** @type {[string, (api: any) => void][]} */
const ADDITIONS = [
  ['nothing', () => undefined],
  ['a new path', (api) => (api.paths['/things/get'] = structuredClone(api.paths['/things/list']))],
  [
    'a new optional parameter',
    (api) => list(api).parameters.push({ name: 'of', in: 'query', required: false, schema: { type: 'string' } }),
  ],
  ['a higher limit', (api) => (list(api).parameters[0].schema.maximum = 500)],
  ['no limit', (api) => delete input(api).properties.label.maxLength],
  ['a new optional field of an input', (api) => (input(api).properties.color = { type: 'string' })],
  [
    'another type of input besides',
    (api) => (input(api).properties.label = { anyOf: [{ type: 'string' }, { type: 'null' }] }),
  ],
  ['a field that is no longer required', (api) => (input(api).required = [])],
  ['a new field of an answer', (api) => (thing(api).properties.color = { type: 'string' })],
  ['a new value of an enumeration', (api) => api.components.schemas.Kind.enum.push('huge')],
  ['an answer that is never null now', (api) => (thing(api).properties.label = { type: 'string' })],
  ['other words', (api) => (thing(api).properties.id.description = 'Its id.')],
  ['the same alternatives, written otherwise', (api) => (thing(api).properties.label = { type: ['string', 'null'] })],
];

it.each(ADDITIONS)('lets pass %s', async (_what, change) => {
  expect(await breaksOf(change)).toEqual([]);
});

it('accepts a break that was announced with its reason, and nothing else', () => {
  const breaks = [{ kind: 'path removed', at: '/things/add' }];
  const text = 'path removed: /things/add';
  expect(judgeBreaks(breaks, [{ break: text, reason: 'It never worked.' }])).toEqual([]);
  expect(judgeBreaks(breaks, [])).toEqual([`not announced: ${text}`]);
  expect(judgeBreaks(breaks, [{ break: text, reason: '' }])).toEqual([`announced without a reason: ${text}`]);
  expect(judgeBreaks([], [{ break: text, reason: 'It never worked.' }])).toEqual([
    `announced, but not a break: ${text}`,
  ]);
});

/** @param {any} api */
function renameKind(api) {
  api.components.schemas.Sort = api.components.schemas.Kind;
  delete api.components.schemas.Kind;
  list(api).parameters[1].schema = { $ref: '#/components/schemas/Sort' };
  thing(api).properties.kind = { $ref: '#/components/schemas/Sort' };
}
