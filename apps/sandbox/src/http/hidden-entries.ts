import { type Page, pageOf, type PageRequest } from './paging.ts';

/** Number of shown entries per hidden one. */
const shownPerHidden = 7;

/**
 * A page of a list that counts hidden entries, such as deprecated ones: they are dropped after paging, so any page
 * may be short, and `total_items` is never reached.
 */
export function pageWithHidden<Source, Item>(
  all: readonly Source[],
  request: PageRequest,
  wire: (item: Source) => Item,
): Page<Item> {
  const counted = all.flatMap((item, index) => ((index + 1) % shownPerHidden === 0 ? [{ item }, null] : [{ item }]));
  const page = pageOf(counted, request, (entry) => entry);
  return { ...page, items: page.items.flatMap((entry) => (entry ? [wire(entry.item)] : [])) };
}
