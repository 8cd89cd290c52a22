import { expect, test } from 'vitest';
import { z } from 'zod';
import { CallFailure, ProviderFailure } from '@patchbay/provider';
import { allOf, FEW_PAGES, type PageAt, pagesOf } from './pages.ts';

/** Reads a list from a provider with these pages; returns the outcome and the number of requests. */
async function walk(page: (number: number) => object, maxPages?: number) {
  let asked = 0;
  const list = { what: 'items', item: z.number(), limit: 1, ...(maxPages !== undefined && { maxPages }) };
  const outcome = await allOf(pagesOf(list, () => Promise.resolve(page((asked += 1))))).catch(
    (error: unknown) => error,
  );
  return { outcome, asked };
}

test('a list is read to its end', async () => {
  const page = (number: number) => ({ items: [number], next_cursor: number < 3 ? `c${number}` : null });
  expect(await walk(page)).toEqual({ outcome: [1, 2, 3], asked: 3 });
});

test.each([
  ['the same cursor', () => ({ items: [1], next_cursor: 'Mi01MA==' }), 2],
  ['two in turn', (number: number) => ({ items: [1], next_cursor: `c${number % 2}` }), 3],
])('a list that leads back by %s is invalid: it was followed a thousand times', async (_how, page, times) => {
  const { outcome, asked } = await walk(page);
  expect(outcome).toMatchObject({ kind: 'invalid', message: 'items: the list leads back to where it was' });
  expect(asked).toBe(times);
});

test.each([undefined, FEW_PAGES])(
  'a list without an end is invalid, and none that ended silently: %s',
  async (most) => {
    const { outcome, asked } = await walk((number) => ({ items: [1], next_cursor: `c${number}` }), most);
    expect(outcome).toMatchObject({ kind: 'invalid', message: `items: the list has more than ${asked} pages` });
    expect(asked).toBe(most ?? 1_000);
  },
);

/**
 * A provider's list with Composio's cursors; `shown` tells which entries are not just counted, `hasNext` whether a
 * page names the next one.
 */
function provider(total: number, { shown = (_at: number): boolean => true, hasNext = true, maxItems = Infinity } = {}) {
  const asked: string[] = [];
  const entries = Array.from({ length: total }, (_, at) => at);
  const page = ({ limit, cursor }: PageAt) => {
    const [number = 1, size = limit] = cursor === undefined ? [] : readCursor(cursor);
    asked.push(`${number}-${size}`);
    const window = entries.slice((number - 1) * size, number * size);
    if (window.length > maxItems) return Promise.reject(tooLarge());
    const next = hasNext && number * size < total ? Buffer.from(`${number + 1}-${size}`).toString('base64') : null;
    return Promise.resolve({ items: window.filter(shown), next_cursor: next, total_items: total });
  };
  const list = (limit: number) => allOf(pagesOf({ what: 'items', item: z.number(), limit }, page));
  return { asked, list, entries };
}

const readCursor = (cursor: string) => Buffer.from(cursor, 'base64').toString().split('-').map(Number);

const tooLarge = () =>
  new ProviderFailure('invalid', 'too large', { cause: new CallFailure('too_large', 'longer than 5 MiB') });

test('a list that counts hidden entries is read completely, each entry once: 930 of 1080 became 1140', async () => {
  const shown = (at: number) => at % 36 >= 5;
  const { list, entries } = provider(1080, { shown });
  expect(await list(256)).toEqual(entries.filter(shown));
});

test('a list that never names its next page is read by its total, in steps of the requested limit', async () => {
  const { list, entries, asked } = provider(530, { hasNext: false, shown: (at) => at !== 3 });
  expect(await list(256)).toEqual(entries.filter((at) => at !== 3));
  expect(asked).toEqual(['1-256', '2-256', '3-256', '4-256']);
});

test('a page that is too large is requested in halves from the same position: the sync failed', async () => {
  const { list, entries, asked } = provider(600, { maxItems: 100 });
  expect(await list(256)).toEqual(entries);
  expect(asked.slice(0, 3)).toEqual(['1-256', '1-128', '1-64']);
  expect(asked.slice(3)).toEqual(Array.from({ length: 9 }, (_, at) => `${at + 2}-64`));
});

test('a page in the middle that is too large neither repeats nor skips its neighbors', async () => {
  const large = new Set([300]);
  const entries = Array.from({ length: 600 }, (_, at) => at);
  const page = ({ limit, cursor }: PageAt) => {
    const [number = 1, size = limit] = cursor === undefined ? [] : readCursor(cursor);
    const window = entries.slice((number - 1) * size, number * size);
    if (window.length > 16 && window.some((at) => large.has(at))) return Promise.reject(tooLarge());
    const next = number * size < 600 ? Buffer.from(`${number + 1}-${size}`).toString('base64') : null;
    return Promise.resolve({ items: window, next_cursor: next, total_items: 600 });
  };
  expect(await allOf(pagesOf({ what: 'items', item: z.number(), limit: 256 }, page))).toEqual(entries);
});

test('a list that ends well before its total is invalid, regardless of its last page', async () => {
  const page = ({ cursor }: PageAt) =>
    Promise.resolve({ items: cursor === undefined ? [1, 2, 3] : [], next_cursor: null, total_items: 30 });
  const outcome = allOf(pagesOf({ what: 'items', item: z.number(), limit: 4 }, page));
  await expect(outcome).rejects.toMatchObject({ kind: 'invalid', message: 'items: the list ended after 3 of 30' });
});
