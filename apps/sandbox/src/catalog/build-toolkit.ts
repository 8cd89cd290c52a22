import type { ActionSource, AppSource, TriggerSource } from './app-source.ts';
import type { AuthScheme, Tool, Toolkit, TriggerType } from './catalog.ts';
import { category } from './categories.ts';
import { displayName } from './display-name.ts';
import { objectSchema } from './field-list.ts';
import type { JsonSchema } from './json-schema.ts';
import { outputSchema, resultKind } from './result-kind.ts';
import { expandShortForm } from './short-form.ts';

/** Everything the catalog has about one app; the schemas are built on first use. */
export interface BuiltToolkit {
  toolkit: Toolkit;
  /** Slugs only, so that an index builds no schemas. */
  toolSlugs: readonly string[];
  triggerSlugs: readonly string[];
  tools: () => readonly Tool[];
  triggerTypes: () => readonly TriggerType[];
}

export function buildToolkit(source: AppSource): BuiltToolkit {
  const short = expandShortForm(source);
  const actions = { ...source.actions, ...short.actions };
  const triggers = { ...source.triggers, ...short.triggers };
  const fields = { ...short.fields, ...source.fields };
  const slugOf = (key: string): string => `${source.slug.toUpperCase()}_${key}`;
  return {
    toolkit: toolkitOf(source, Object.keys(actions).length, Object.keys(triggers).length),
    toolSlugs: Object.keys(actions).map(slugOf),
    triggerSlugs: Object.keys(triggers).map(slugOf),
    tools: once(() =>
      Object.entries(actions).map(([key, action]) => ({
        slug: slugOf(key),
        toolkit: source.slug,
        ...toolOf(key, action, fields),
      })),
    ),
    triggerTypes: once(() =>
      Object.entries(triggers).map(([key, trigger]) => ({
        slug: slugOf(key),
        toolkit: source.slug,
        needsEndpoint: trigger.type === 'webhook' && source.needsEndpoint === true,
        ...triggerOf(key, trigger, fields),
      })),
    ),
  };
}

function toolkitOf(source: AppSource, toolsCount: number, triggersCount: number): Toolkit {
  const authSchemes: readonly AuthScheme[] = source.auth ?? ['OAUTH2'];
  return {
    slug: source.slug,
    name: source.name,
    description: source.about,
    appUrl: source.url,
    categories: source.categories.map(category),
    authSchemes,
    managedAuthSchemes: authSchemes.filter((scheme) => scheme === 'OAUTH2' && source.managed !== false),
    connectionFields: source.connect ?? {},
    optionalFields: source.mayTell ?? {},
    toolsCount,
    triggersCount,
  };
}

function toolOf(key: string, action: ActionSource, fields: Record<string, JsonSchema>): Omit<Tool, 'slug' | 'toolkit'> {
  return {
    name: displayName(key),
    description: action.about,
    tags: tagsOf(key, action),
    readOnly: action.effect === 'read',
    input: objectSchema(action.takes, fields),
    output: outputSchema(resultKind(key, action.effect)),
  };
}

/** The hints that Composio takes from MCP tool annotations, and its own `important`. */
function tagsOf(key: string, action: ActionSource): string[] {
  const tags = action.important ? ['important'] : [];
  if (action.effect === 'read') return [...tags, 'readOnlyHint', 'idempotentHint'];
  if (action.effect === 'destroy') return [...tags, 'destructiveHint', 'idempotentHint'];
  return [...tags, /^(UPDATE|SET|EDIT|PATCH|MODIFY)_/.test(key) ? 'updateHint' : 'createHint'];
}

function triggerOf(
  key: string,
  trigger: TriggerSource,
  fields: Record<string, JsonSchema>,
): Omit<TriggerType, 'slug' | 'toolkit' | 'needsEndpoint'> {
  const config = objectSchema(trigger.asks, fields);
  return {
    name: displayName(key.replace(/_TRIGGER$/, '')),
    description: trigger.about,
    type: trigger.type,
    config: trigger.type === 'poll' ? withInterval(config) : config,
    payload: objectSchema(trigger.gives, fields),
  };
}

/** Poll triggers have an interval in minutes; below 15 it is refused with managed auth (since 2026-04-15). */
function withInterval(config: JsonSchema): JsonSchema {
  const interval: JsonSchema = {
    type: 'number',
    title: 'Interval',
    description: 'Minutes between two looks.',
    default: 15,
    minimum: 1,
    maximum: 1440,
  };
  return { ...config, properties: { ...config.properties, interval } };
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
