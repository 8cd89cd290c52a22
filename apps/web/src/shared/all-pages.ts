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
  let from: From = {};
  while (true) {
    const page = await ask(from);
    items.push(...page.items);
    if (!page.nextCursor) return { items, nextCursor: null };
    // A list that leads back to where it was would be read forever.
    if (page.nextCursor === from.cursor) throw new Error('a page of the list led to itself');
    from = { cursor: page.nextCursor };
  }
}
