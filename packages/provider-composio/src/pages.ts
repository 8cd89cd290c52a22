import { z } from 'zod';
import { guarded, isTooLarge, numberField, parsed, ProviderFailure } from '@patchbay/provider';

const envelope = z.object({
  items: z.array(z.unknown()),
  next_cursor: z.string().nullish(),
  total_items: numberField.optional(),
});

/** With more pages than this, the provider is repeating itself. */
const MAX_PAGES = 1_000;

/** The same for lists that a caller waits for, whose results are on the first page or two. */
export const FEW_PAGES = 20;

/** A list may shrink while it is read; one that ends before this share of its total was truncated. */
const MIN_SHARE = 0.9;

/** The same for a list of which every page was requested: it counts entries that it does not show. */
const MIN_SHOWN = 0.5;

/** One page; without `cursor` the first. */
export interface PageAt {
  limit: number;
  cursor?: string;
}

type FetchPage = (at: PageAt) => Promise<unknown>;

interface List {
  /** For messages. */
  what: string;
  /** Items per page. Halved while a response is too large, so powers of two are best. */
  limit: number;
  /** The cursor of a page, counted from 1, for lists in which the provider does not name the next one. */
  cursorOf?: (page: number, limit: number) => string;
  /** A list with more pages is `invalid`. */
  maxPages?: number;
}

/** Every page of a list in which every item must match the schema. */
export async function* pagesOf<Schema extends z.ZodType>(
  { item, ...list }: List & { item: Schema },
  fetchPage: FetchPage,
): AsyncGenerator<z.infer<Schema>[]> {
  for await (const items of rawPagesOf(list, fetchPage)) yield parsed(list.what, z.array(item), items);
}

/**
 * Every page of a list, unparsed. `next_cursor` is not reliable: some lists return `null` although `total_items` is
 * larger than what was returned. Those continue with `cursorOf`, in steps of the requested limit: a page may be
 * shorter, because some counted entries are not shown. A list that still ends well before its total is `invalid`, and
 * so is one that loops or never ends.
 */
export async function* rawPagesOf(
  { what, limit: asked, cursorOf = publishedCursor, maxPages = MAX_PAGES }: List,
  fetchPage: FetchPage,
): AsyncGenerator<unknown[]> {
  const cursors = new Set<string>();
  let [limit, page, seen]: [number, number, number] = [asked, 1, 0];
  let cursor: string | undefined;
  for (let number = 1; number <= maxPages; number += 1) {
    const answer = await fetchOne({ what, fetchPage }, { limit, ...(cursor !== undefined && { cursor }) });
    if (answer === 'too_large') {
      // The same position, in pages half the size.
      [limit, page] = [limit / 2, 2 * page - 1];
      cursor = page === 1 ? undefined : cursorOf(page, limit);
      continue;
    }
    const { items, next_cursor: next, total_items: total } = answer;
    if (items.length > 0) yield items;
    seen += items.length;
    const progress = { seen, total: total ?? 0, walked: page * limit, isEmpty: items.length === 0 };
    if (!next && hasEnded(what, progress)) return;
    page += 1;
    cursor = next ?? cursorOf(page, limit);
    if (cursors.has(cursor)) throw new ProviderFailure('invalid', `${what}: the list leads back to where it was`);
    cursors.add(cursor);
  }
  throw new ProviderFailure('invalid', `${what}: the list has more than ${maxPages} pages`);
}

type Envelope = z.infer<typeof envelope>;

/** `too_large`: a page half the size may fit. */
async function fetchOne(
  { what, fetchPage }: { what: string; fetchPage: FetchPage },
  at: PageAt,
): Promise<Envelope | 'too_large'> {
  try {
    return parsed(what, envelope, await guarded(what, () => fetchPage(at)));
  } catch (error) {
    if (isTooLarge(error) && at.limit > 1 && at.limit % 2 === 0) return 'too_large';
    throw error;
  }
}

/** Whether a list without a next cursor is complete; throws if it was truncated. */
function hasEnded(what: string, at: { seen: number; total: number; walked: number; isEmpty: boolean }): boolean {
  if (at.seen >= at.total) return true;
  const leastShare = at.walked >= at.total ? MIN_SHOWN : MIN_SHARE;
  if (at.isEmpty && at.seen < at.total * leastShare) {
    throw new ProviderFailure('invalid', `${what}: the list ended after ${at.seen} of ${at.total}`);
  }
  return at.isEmpty;
}

/** Base64 of "page-limit", Composio's format. */
function publishedCursor(page: number, limit: number): string {
  return Buffer.from(`${page}-${limit}`).toString('base64');
}

/** All items at once, for short lists. */
export async function allOf<Item>(pages: AsyncIterable<Item[]>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}
