import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import type { TestBrowser } from '../../../../test/support/test-browser.ts';
import { fillCatalog } from '../catalog.jobs.ts';
import { syncCatalog } from '../sync/sync-catalog.ts';

interface TypedQuery {
  query: string;
  /** One of these names has to be among the first three. */
  expect: string[];
}

/** As people type them, written from the names of the apps alone, before the search. */
const QUERIES = JSON.parse(readFileSync(new URL('./typed-queries.json', import.meta.url), 'utf8')) as TypedQuery[];

let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp();
  ada = await app.admin();
});

afterAll(() => app[Symbol.asyncDispose]());

const namesFor = async (search: string) => {
  const { items } = await ada.trpc.apps.list.query({ search, limit: 3 });
  return items.map(({ name }) => name);
};

const execute = (sql: string) => app.deps.orm.em.fork().getConnection().execute<{ rows: number }[]>(sql);

describe('the search of the marketplace', () => {
  it(`finds the right app among the first three for ${QUERIES.length} searches as people type them`, async () => {
    const missed: string[] = [];
    for (const { query, expect: wanted } of QUERIES) {
      const names = await namesFor(query);
      if (!names.some((name) => wanted.includes(name))) missed.push(`${query}: ${names.join(', ')}`);
    }
    expect(missed.slice(0, Math.max(0, missed.length - QUERIES.length * 0.02))).toEqual([]);
  });

  it.each([
    ['Google  Sheets', 'Google Sheets'],
    ['sheets google', 'Google Sheets'],
    ['hub spot', 'HubSpot'],
    ['gmial', 'Gmail'],
    ['create issue', 'GitHub'],
    ['GOOGLE-sheets', 'Google Sheets'],
    ['gdrive', 'Google Drive'],
  ])('finds for “%s” %s', async (search, name) => {
    expect(await namesFor(search)).toContain(name);
  });

  it.each(['%', '_____', "'; drop table x; --", '& | ! ( ) : * <->', '\\', 'the', '🙂', ':*', 'a'.repeat(100)])(
    'takes %j for what it is',
    async (search) => {
      await expect(ada.trpc.apps.list.query({ search })).resolves.toMatchObject({ total: expect.any(Number) });
    },
  );

  it('counts all matches, and pages through them in one order', async () => {
    const all = await ada.trpc.apps.list.query({ search: 'mail', limit: 100 });
    const slugs: string[] = [];
    let cursor: string | undefined;
    do {
      const part = await ada.trpc.apps.list.query({ search: 'mail', limit: 4, ...(cursor && { cursor }) });
      slugs.push(...part.items.map(({ slug }) => slug));
      cursor = part.nextCursor ?? undefined;
    } while (cursor);
    expect(slugs).toEqual(all.items.map(({ slug }) => slug));
    expect(all.total).toBe(slugs.length);
  });
});

describe('the index of the search', () => {
  it('is not written by a sync that brings nothing new', async () => {
    const versions = () => execute('select slug, xmin::text from composio_apps_cache order by slug');
    const words = () => execute('select count(*)::int as rows, max(xmin::text::bigint) from catalog_search_words');
    const before = [await versions(), await words()];
    await syncCatalog(app.deps);
    expect([await versions(), await words()]).toEqual(before);
  });

  it('is built at the start of a Patchbay whose catalog is older than its search', async () => {
    await execute('update composio_apps_cache set search_document = null, search_names = null, search_version = null');
    await execute('delete from catalog_search_words');
    expect(await namesFor('slack')).toEqual([]);
    await fillCatalog(app.deps);
    await app.runJobs();
    expect(await namesFor('slack')).toContain('Slack');
    expect(await namesFor('gmial')).toContain('Gmail');
  });
});
