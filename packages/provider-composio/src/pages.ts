import { z } from 'zod';
import { guarded, numberField, parsed, ProviderFailure } from '@patchbay/provider';

const envelope = z.object({
  items: z.array(z.unknown()),
  next_cursor: z.string().nullish(),
  total_items: numberField.optional(),
});

/** More pages than this are a provider that repeats itself. */
const MOST_PAGES = 1_000;

/** The same for lists that a caller waits for: what they look for is on the first page or two. */
export const FEW_PAGES = 20;

/** A list may shrink while it is walked; one that ends before this share of what it announced was cut. */
const LEAST_SHARE = 0.9;

/** Asks for one page; `cursor` is undefined for the first. */
type FetchPage = (cursor: string | undefined) => Promise<unknown>;

interface List {
  /** For messages. */
  what: string;
  /** The cursor of a page, counted from 1, where the provider does not name it. */
  cursorOf?: (page: number, size: number) => string;
  /** A list of more is `invalid`. */
  mostPages?: number;
}

/** Every page of a list whose items all have to fit. */
export async function* pagesOf<Schema extends z.ZodType>(
  { item, ...list }: List & { item: Schema },
  fetchPage: FetchPage,
): AsyncGenerator<z.infer<Schema>[]> {
  for await (const items of rawPagesOf(list, fetchPage)) yield parsed(list.what, z.array(item), items);
}

/**
 * Every page of a list, unread. `next_cursor` is not always right: some lists say `null` while `total_items` is larger than
 * what came. Those are walked on by `cursorOf`. One that ends all the same, well before its total, is `invalid`, and so is
 * one that leads back to where it was, or has no end.
 */
export async function* rawPagesOf(
  { what, cursorOf = publishedCursor, mostPages = MOST_PAGES }: List,
  fetchPage: FetchPage,
): AsyncGenerator<unknown[]> {
  const cursors = new Set<string>();
  let [cursor, seen]: [string | undefined, number] = [undefined, 0];
  for (let number = 1; number <= mostPages; number += 1) {
    const answer = parsed(what, envelope, await guarded(what, () => fetchPage(cursor)));
    const { items } = answer;
    if (items.length > 0) yield items;
    seen += items.length;
    const total = answer.total_items ?? 0;
    if (items.length === 0 && seen < total * LEAST_SHARE) {
      throw new ProviderFailure('invalid', `${what}: the list ended after ${seen} of ${total}`);
    }
    if (!answer.next_cursor && (items.length === 0 || seen >= total)) return;
    cursor = answer.next_cursor ?? cursorOf(number + 1, items.length);
    if (cursors.has(cursor)) throw new ProviderFailure('invalid', `${what}: the list leads back to where it was`);
    cursors.add(cursor);
  }
  throw new ProviderFailure('invalid', `${what}: the list has more than ${mostPages} pages`);
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
