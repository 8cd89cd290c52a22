import { expect, test } from 'vitest';
import { z } from 'zod';
import { allOf, FEW_PAGES, pagesOf } from './pages.ts';

/** Walks a list whose provider answers so; tells what came of it and how often it was asked. */
async function walk(page: (number: number) => object, mostPages?: number) {
  let asked = 0;
  const list = { what: 'items', item: z.number(), ...(mostPages !== undefined && { mostPages }) };
  const outcome = await allOf(pagesOf(list, () => Promise.resolve(page((asked += 1))))).catch(
    (error: unknown) => error,
  );
  return { outcome, asked };
}

test('a list is walked to its end', async () => {
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
