import { z } from 'zod';
import type { CatalogPage, Unreadable } from '../catalog.port.ts';
import { storable, storableText, TooDeep } from '../storable.ts';

/** Maximum length of an item's error message. */
const MAX_CHARACTERS = 500;

interface Reading<Schema extends z.ZodType, Item> {
  /** The field with the provider's id of an item, to report which one it was. */
  slug: string;
  schema: Schema;
  to: (wire: z.infer<Schema>) => Item;
}

/** Parses a page of the catalog item by item: a bad item must not spoil the others. */
export function readItems<Schema extends z.ZodType, Item>(
  items: unknown[],
  { slug, schema, to }: Reading<Schema, Item>,
): CatalogPage<Item> {
  const page: { items: Item[]; unreadable: Unreadable[] } = { items: [], unreadable: [] };
  for (const raw of items) {
    const read = attempt(raw, schema);
    if ('wire' in read) page.items.push(to(read.wire));
    else page.unreadable.push({ slug: slugIn(raw, slug), why: read.why });
  }
  return page;
}

function attempt<Schema extends z.ZodType>(raw: unknown, schema: Schema): { wire: z.infer<Schema> } | { why: string } {
  try {
    const result = schema.safeParse(storable(raw));
    return result.success ? { wire: result.data } : { why: z.prettifyError(result.error).slice(0, MAX_CHARACTERS) };
  } catch (error) {
    if (error instanceof TooDeep) return { why: error.message };
    throw error;
  }
}

function slugIn(raw: unknown, field: string): string | null {
  const slug: unknown = typeof raw === 'object' && raw !== null ? Reflect.get(raw, field) : null;
  return typeof slug === 'string' ? storableText(slug) : null;
}
