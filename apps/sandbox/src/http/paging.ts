import { z } from 'zod';
import { badRequest } from './api-error.ts';

/** Query parameters of every list. */
export const pageParams = {
  limit: z.coerce.number().int().min(1).optional(),
  cursor: z.string().max(200).optional(),
};

/** One page of a list, in the format of every Composio list. */
export interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
  total_pages: number;
  current_page: number;
  total_items: number;
}

/** The requested part of a list; `page` counts from 1. */
export interface PageRequest {
  page: number;
  limit: number;
}

/** Limits of one list. */
export interface PageBounds {
  standard: number;
  max: number;
  /** How a larger `limit` is handled; by default it is reduced to `max`. */
  over?: 'refuse' | 'cut';
}

/** A cursor is base64 of `page-limit`; `2-500` is `Mi01MDA=`. A plain page number is accepted too. */
export function readPage(
  query: { limit?: number | undefined; cursor?: string | undefined },
  bounds: PageBounds,
): PageRequest {
  const asked = query.limit ?? bounds.standard;
  if (asked > bounds.max && bounds.over === 'refuse') {
    throw badRequest('HTTP_BadRequest', `limit: must be at most ${bounds.max}`);
  }
  const limit = Math.min(asked, bounds.max);
  if (query.cursor === undefined || query.cursor === '') return { page: 1, limit };
  if (/^\d{1,6}$/.test(query.cursor)) return { page: Math.max(1, Number(query.cursor)), limit };
  const match = /^(\d{1,6})-(\d{1,6})$/.exec(Buffer.from(query.cursor, 'base64').toString('utf8'));
  if (!match || Number(match[1]) < 1 || Number(match[2]) < 1) {
    throw badRequest('HTTP_BadRequest', 'Invalid cursor');
  }
  return { page: Number(match[1]), limit: Math.min(Number(match[2]), bounds.max) };
}

function writeCursor(request: PageRequest): string {
  return Buffer.from(`${request.page}-${request.limit}`).toString('base64');
}

/** One page of the whole list; only the items of the page are formatted. */
export function pageOf<Source, Item>(
  all: readonly Source[],
  request: PageRequest,
  wire: (item: Source) => Item,
): Page<Item> {
  const { page, limit } = request;
  const totalPages = Math.max(1, Math.ceil(all.length / limit));
  return {
    items: all.slice((page - 1) * limit, page * limit).map(wire),
    next_cursor: page < totalPages ? writeCursor({ page: page + 1, limit }) : null,
    total_pages: totalPages,
    current_page: page,
    total_items: all.length,
  };
}
