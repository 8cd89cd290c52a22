import * as contracts from '@patchbay/contracts';
import { z } from 'zod';

/** A JSON Schema 2020-12 as part of the document. */
export type JsonSchema = Record<string, unknown>;

type Direction = 'input' | 'output';

interface Naming {
  io: Direction;
  /** The name of a schema that has no id of its own; without one, it stands where it is used. */
  name?: string;
}

/** The named schemas of one document: each is described once and referred to everywhere else. */
export class NamedSchemas {
  readonly #components = new Map<string, JsonSchema>();
  readonly #names = new Map<z.ZodType, string>();

  /** Sorted, so that the document does not depend on the order of procedures. */
  get components(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.#components].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** A reference to the schema if it has a name, or the schema itself. */
  of(schema: z.ZodType, { io, name }: Naming): JsonSchema {
    const own = schemaOf(schema, io);
    for (const [id, definition] of Object.entries(own.definitions)) this.#add(id, definition);
    if ('$ref' in own.schema || name === undefined) return own.schema;
    const known = this.#names.get(schema) ?? name;
    this.#names.set(schema, known);
    this.#add(known, own.schema);
    return refTo(known);
  }

  /** What a reference stands for. */
  resolve(schema: JsonSchema): JsonSchema {
    const { $ref } = schema;
    return typeof $ref === 'string' ? (this.#components.get($ref.replace(PREFIX, '')) ?? {}) : schema;
  }

  #add(name: string, schema: JsonSchema): void {
    const before = this.#components.get(name);
    if (before && JSON.stringify(before) !== JSON.stringify(schema)) {
      throw new Error(`Two different schemas are named ${name} in the API`);
    }
    this.#components.set(name, schema);
  }
}

const PREFIX = '#/components/schemas/';

export function refTo(name: string): JsonSchema {
  return { $ref: PREFIX + name };
}

/** The schema, with those inside of it that have an id apart. */
function schemaOf(schema: z.ZodType, io: Direction) {
  // As a property, because a schema at the root is never a reference.
  const whole = z.toJSONSchema(z.object({ it: schema }), {
    io,
    metadata: new NamesOfViews(),
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      spellOut(jsonSchema);
      dropUnicodePattern(jsonSchema);
      if (io === 'output') leaveOpen(jsonSchema);
    },
  });
  const { properties, $defs = {} } = JSON.parse(JSON.stringify(whole).replaceAll('"#/$defs/', `"${PREFIX}`)) as {
    properties: { it: JsonSchema };
    $defs?: Record<string, JsonSchema>;
  };
  return { schema: properties.it, definitions: $defs };
}

/**
 * The names of the views in contracts are those of their exports, so that a new view needs no second line: `connectionViewSchema` is
 * `Connection`. What only describes an input stands where it is used.
 */
const VIEW_NAMES = new Map<unknown, string>(
  Object.entries(contracts)
    .filter(([name, value]) => value instanceof z.ZodType && !/(Input|Filter)$/.test(name))
    .map(([name, value]) => [value, nameOf(name)]),
);

function nameOf(exported: string): string {
  return exported.charAt(0).toUpperCase() + exported.slice(1).replace(/(View)?(Schema|Output)$/, '');
}

class NamesOfViews extends z.core.$ZodRegistry<z.core.GlobalMeta> {
  override get(schema: z.core.$ZodType): never {
    const id = VIEW_NAMES.get(schema);
    const meta = z.globalRegistry.get(schema);
    return (id === undefined ? meta : { id, ...meta }) as never;
  }
}

/** Tools read a pattern without the `u` flag, where `\p{…}` means something else and refuses what is right. */
function dropUnicodePattern(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.pattern?.includes('\\p{')) delete schema.pattern;
}

/** A record by the values of an enumeration has these as properties: tools do not look for them in the schema of its names. */
function spellOut(schema: z.core.JSONSchema.BaseSchema): void {
  const { propertyNames, additionalProperties, required } = schema;
  if (!propertyNames || !required || typeof additionalProperties !== 'object') return;
  schema.properties = Object.fromEntries(required.map((name) => [name, additionalProperties]));
  delete schema.propertyNames;
  delete schema.additionalProperties;
}

/** Answers gain fields over the years: a client must not refuse one that it does not know. */
function leaveOpen(schema: { additionalProperties?: unknown }): void {
  if (schema.additionalProperties === false) delete schema.additionalProperties;
}
