import { expect, test } from 'vitest';
import { createLogger } from '../../../platform/logging/logger.ts';
import type { CatalogPage } from '@patchbay/provider';
import { ListReader } from './list-reader.ts';

const page = (items: number, unreadable: number): CatalogPage<number> => ({
  items: Array.from({ length: items }, (_, n) => n),
  unreadable: Array.from({ length: unreadable }, (_, n) => ({ slug: n % 2 ? `odd-${n}` : null, why: 'odd' })),
});

/** What comes of a list of these pages. */
async function read(...pages: CatalogPage<number>[]) {
  const logged: string[] = [];
  const reader = new ListReader('apps', createLogger('info', { write: (line) => logged.push(line) }));
  let asked = 0;
  async function* list() {
    for (const each of pages) {
      asked += 1;
      yield await Promise.resolve(each);
    }
  }
  const walk = async () => {
    let items = 0;
    for await (const each of reader.read(list())) items += each.length;
    return items;
  };
  const items = await walk().catch((error: unknown) => error);
  return { items, logged: logged.length, kept: reader.unreadable, asked };
}

test('a tenth of a list may be left out, wherever it stands', async () => {
  expect(await read(page(0, 0))).toMatchObject({ items: 0 });
  expect(await read(page(88, 0), page(2, 10))).toMatchObject({ items: 90, logged: 10 });
  expect(await read(page(88, 0), page(1, 10))).toMatchObject({ items: { kind: 'invalid' } });
});

test('a list that begins with nothing readable is not read to its end', async () => {
  expect(await read(page(0, 500), page(500, 0))).toMatchObject({
    items: { kind: 'invalid', message: 'apps: 500 of 500 cannot be read' },
    asked: 1,
  });
});

test('what was left out is kept by name, and no list floods the log', async () => {
  const { kept, logged } = await read(page(900, 40));
  expect([kept.length, kept[0], logged]).toEqual([20, 'odd-1', 20]);
});
