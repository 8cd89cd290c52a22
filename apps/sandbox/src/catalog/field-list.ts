import type { FieldList } from './app-source.ts';
import type { JsonSchema } from './json-schema.ts';
import { ownValue } from './own-value.ts';
import { sharedFields } from './shared-fields.ts';

/** Turns `'channel! text! thread_ts'` into the schema of an object; throws on a name that is not declared. */
export function objectSchema(list: FieldList, own: Readonly<Record<string, JsonSchema>> = {}): JsonSchema {
  const names = list.split(' ').filter((part) => part !== '');
  const properties = names.map((part): [string, JsonSchema] => {
    const name = part.replace('!', '');
    return [name, { title: titleOf(name), ...fieldNamed(name, own) }];
  });
  const required = names.filter((part) => part.endsWith('!')).map((part) => part.slice(0, -1));
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 ? { required } : {}),
  };
}

function fieldNamed(name: string, own: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const field = ownValue(own, name) ?? ownValue(sharedFields, name);
  if (!field) throw new Error(`no field is called "${name}"`);
  return field;
}

function titleOf(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
