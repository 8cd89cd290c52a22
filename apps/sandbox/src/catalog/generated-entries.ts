import type { Tool, Toolkit, TriggerType } from './catalog.ts';
import { displayName } from './display-name.ts';
import type { JsonSchema } from './json-schema.ts';

const verbs = ['LIST', 'GET', 'CREATE', 'UPDATE', 'DELETE', 'SEARCH'];
const nouns = ['INVOICES', 'CONTACTS', 'TASKS', 'ORDERS', 'MESSAGES', 'REPORTS', 'FILES', 'EVENTS'];

/** The `number`th action of a generated app, counted from 1; about two kilobytes of JSON, like real ones. */
export function generatedTool(toolkit: Toolkit, number: number): Tool {
  const verb = verbs[number % verbs.length] ?? 'GET';
  const key = `${verb}_${nouns[number % nouns.length]}_${number}`;
  return {
    slug: `${toolkit.slug.toUpperCase()}_${key}`,
    name: displayName(key),
    description: `${displayName(key)} in ${toolkit.name}. Use it when the account holds more than one workspace.`,
    toolkit: toolkit.slug,
    tags: [verb === 'LIST' || verb === 'GET' || verb === 'SEARCH' ? 'readOnlyHint' : 'createHint'],
    readOnly: verb === 'LIST' || verb === 'GET' || verb === 'SEARCH',
    input: objectOf(['workspace_id', 'record_id', 'title', 'notes', 'page_size', 'page_token'], ['workspace_id']),
    output: objectOf(['id', 'url', 'created_at', 'updated_at'], ['id']),
  };
}

export function generatedTrigger(toolkit: Toolkit, number: number): TriggerType {
  const key = `${nouns[number % nouns.length]}_CHANGED_${number}`;
  return {
    slug: `${toolkit.slug.toUpperCase()}_${key}`,
    name: displayName(key),
    description: `Fires when something of this kind changes in ${toolkit.name}.`,
    toolkit: toolkit.slug,
    type: number % 2 === 0 ? 'poll' : 'webhook',
    config: objectOf(['workspace_id', 'filter'], []),
    payload: objectOf(['id', 'title', 'changed_at', 'changed_by'], ['id']),
    needsEndpoint: false,
  };
}

function objectOf(names: string[], required: string[]): JsonSchema {
  const properties = names.map((name): [string, JsonSchema] => [
    name,
    { type: 'string', title: displayName(name.toUpperCase()), description: `The ${name.replaceAll('_', ' ')} to use.` },
  ]);
  return { type: 'object', properties: Object.fromEntries(properties), ...(required.length > 0 && { required }) };
}
