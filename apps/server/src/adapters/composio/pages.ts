import { z } from 'zod';
import { ProviderFailure } from '../../features/provider/provider.port.ts';
import { guarded, parsed } from '../provider-calls/guarded.ts';

const envelope = z.object({
  items: z.array(z.unknown()),
  next_cursor: z.string().nullish(),
  total_items: z.number().nullish(),
});

/** More pages than this are a provider that repeats itself. */
const MOST_PAGES = 1_000;

/** A list may shrink while it is walked; one that ends before this share of what it announced was cut. */
const LEAST_SHARE = 0.9;

/** Asks for one page; `cursor` is undefined for the first. */
type FetchPage = (cursor: string | undefined) => Promise<unknown>;

/**
 * Every page of a list. `next_cursor` is not always right: some lists say `null` while `total_items` is larger than what
 * came. Those are walked on by `cursorOf`. One that ends all the same, well before its total, is `invalid`.
 */
export async function* pagesOf<Schema extends z.ZodType>(
  { what, item, cursorOf = publishedCursor }: List<Schema>,
  fetchPage: FetchPage,
): AsyncGenerator<z.infer<Schema>[]> {
  let [cursor, seen]: [string | undefined, number] = [undefined, 0];
  for (let number = 1; number <= MOST_PAGES; number += 1) {
    const answer = parsed(what, envelope, await guarded(what, () => fetchPage(cursor)));
    const items = parsed(what, z.array(item), answer.items);
    if (items.length > 0) yield items;
    seen += items.length;
    const total = answer.total_items ?? 0;
    if (items.length === 0 && seen < total * LEAST_SHARE) {
      throw new ProviderFailure('invalid', `${what}: the list ended after ${seen} of ${total}`);
    }
    if (!answer.next_cursor && (items.length === 0 || seen >= total)) return;
    cursor = answer.next_cursor ?? cursorOf(number + 1, items.length);
  }
}

interface List<Schema extends z.ZodType> {
  /** For messages. */
  what: string;
  item: Schema;
  /** The cursor of a page, counted from 1, where the provider does not name it. */
  cursorOf?: (page: number, size: number) => string;
}

/** Base64 of "page-limit", as Composio writes them. */
function publishedCursor(page: number, size: number): string {
  return Buffer.from(`${page}-${size}`).toString('base64');
}

/** All items at once, for lists that are short. */
export async function allOf<Item>(pages: AsyncIterable<Item[]>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}
