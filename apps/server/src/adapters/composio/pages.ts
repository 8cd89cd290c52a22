import { z } from 'zod';
import { guarded, parsed } from './failure.ts';

const envelope = z.object({
  items: z.array(z.unknown()),
  next_cursor: z.string().nullish(),
  total_items: z.number().nullish(),
});

/** More pages than this are a provider that repeats itself. */
const MOST_PAGES = 1_000;

/**
 * Every page of a list. `next_cursor` is not always right: some lists say `null` while `total_items` is larger than what
 * came. Those are walked on by the cursor's published form, base64 of "page-limit".
 */
export async function* pagesOf<Schema extends z.ZodType>(
  what: string,
  item: Schema,
  fetchPage: (cursor: string | undefined) => Promise<unknown>,
): AsyncGenerator<z.infer<Schema>[]> {
  let [cursor, seen]: [string | undefined, number] = [undefined, 0];
  for (let number = 1; number <= MOST_PAGES; number += 1) {
    const answer = parsed(what, envelope, await guarded(what, () => fetchPage(cursor)));
    const items = parsed(what, z.array(item), answer.items);
    if (items.length > 0) yield items;
    seen += items.length;
    const cutShort = items.length > 0 && seen < (answer.total_items ?? 0);
    if (!answer.next_cursor && !cutShort) return;
    cursor = answer.next_cursor ?? Buffer.from(`${number + 1}-${items.length}`).toString('base64');
  }
}
