import { z } from 'zod';
import { storableText } from '@patchbay/provider';

/** How many rows one answer may hold. */
export function pageLimit(standard: number) {
  return z.int().min(1).max(100).default(standard).describe('How many items the page has at most.');
}

/** The input of a paged list besides its filters. */
export function pageInput<Schema extends z.ZodType>(position: Schema, standard = 100) {
  return { cursor: cursorOf(position).optional(), limit: pageLimit(standard) };
}

/** The output of a paged list: `nextCursor` is null on the last page. */
export function pageOf<Schema extends z.ZodType>(item: Schema) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** A position in a list: opaque to callers, base64url of JSON. An unreadable one is INPUT_INVALID. */
export function cursorOf<Schema extends z.ZodType>(position: Schema) {
  return z
    .string()
    .max(1_000)
    .transform((text, context): z.output<Schema> => {
      const parsed = position.safeParse(decode(text));
      if (parsed.success) return parsed.data;
      context.addIssue({ code: 'custom', message: 'not a cursor of this list' });
      return z.NEVER;
    })
    .describe('The `nextCursor` of the previous page.');
}

/** A name in a cursor. Callers can forge cursors: text that no column can store must not reach the database. */
export const nameInCursor = z.string().transform(storableText);

export function encodeCursor(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Removes the extra row that was read to see whether there are more. */
export function page<Row>(rows: Row[], limit: number, positionOf: (last: Row) => unknown) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(positionOf(last)) : null };
}
