import { z } from 'zod';

/** v1 and v2 count pages from 1; `size` is called `pageSize` or `limit`. */
export const pageNumber = z.coerce.number().int().min(1).max(100_000).default(1);
export const pageSize = z.coerce.number().int().min(1).max(1000).optional();

export interface LegacyPage<Item> {
  items: Item[];
  page: number;
  totalPages: number;
}

/** One page of a list. */
export function legacyPage<Item>(all: readonly Item[], page: number, size: number): LegacyPage<Item> {
  return {
    items: all.slice((page - 1) * size, page * size),
    page,
    totalPages: Math.max(1, Math.ceil(all.length / size)),
  };
}
