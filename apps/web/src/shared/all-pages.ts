import type { From } from './usePagedQuery.ts';

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/**
 * A whole list, page after page, as one. For lists that a page of the app needs whole and the server bounds, such as the
 * members to find the last owner among; everything else scrolls, by `usePagedQuery`.
 */
export async function allPages<Item>(ask: (from: From) => Promise<Page<Item>>): Promise<Page<Item>> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await ask(cursor === null ? {} : { cursor });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return { items, nextCursor: null };
}
