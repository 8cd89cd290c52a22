import type { From } from './usePagedQuery.ts';

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/**
 * A whole list, page after page. For lists that must be complete and that the server limits, such as members when
 * looking for the last owner; everything else uses `usePagedQuery`.
 */
export async function allPages<Item>(ask: (from: From) => Promise<Page<Item>>): Promise<Page<Item>> {
  const items: Item[] = [];
  let from: From = {};
  while (true) {
    const page = await ask(from);
    items.push(...page.items);
    if (!page.nextCursor) return { items, nextCursor: null };
    // A cursor that leads back to itself would be read forever.
    if (page.nextCursor === from.cursor) throw new Error('a page of the list led to itself');
    from = { cursor: page.nextCursor };
  }
}
