import type { Effect } from './app-source.ts';
import type { JsonSchema } from './json-schema.ts';

/** What a successful action returns: many records, one record, or only success. */
export type ResultKind = 'collection' | 'record' | 'done';

/** Derived from the action's name: `LIST_CHANNELS` is a collection, `GET_CHANNEL` a record. */
export function resultKind(name: string, effect: Effect): ResultKind {
  if (effect === 'destroy') return 'done';
  const collects = /^(LIST|SEARCH|FIND|QUERY|FETCH|EXPORT)_/.test(name) || /^GET_.*S$/.test(name);
  return effect === 'read' && collects ? 'collection' : 'record';
}

const dataSchemas: Readonly<Record<ResultKind, JsonSchema>> = {
  collection: {
    type: 'object',
    properties: {
      items: {
        type: 'array',
        items: { type: 'object', additionalProperties: true },
        description: 'The records found.',
      },
      next_cursor: { type: 'string', description: 'Where the next page starts; absent on the last one.' },
    },
    required: ['items'],
  },
  record: {
    type: 'object',
    properties: { id: { type: 'string', description: 'Identifier of the record.' } },
    required: ['id'],
    additionalProperties: true,
  },
  done: { type: 'object', properties: { done: { type: 'boolean' } }, required: ['done'] },
};

/** The response schema of every action, as Composio describes it. */
export function outputSchema(kind: ResultKind): JsonSchema {
  return {
    type: 'object',
    properties: {
      data: { ...dataSchemas[kind], description: 'What the action returned.' },
      error: { type: 'string', description: 'Why it failed, when it did.' },
      successful: { type: 'boolean', description: 'Whether it worked.' },
    },
    required: ['data', 'successful'],
  };
}
