import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';

it('lists what needs a person first, then what is waiting, then the rest by name, in pages of any size', async () => {
  await using app = await startTestApp();
  const ada = await app.person();
  const ids: Record<string, string> = {};
  for (const [slug, label] of [
    ['slack', 'b'],
    ['slack', 'a'],
    ['notion', ''],
    ['github', ''],
    ['gmail', ''],
    ['linear', ''],
  ] as const) {
    const { connection } = await ada.trpc.connections.add.mutate({ app: slug, label });
    ids[`${slug} ${label}`.trim()] = connection.id;
  }
  await ada.trpc.connections.connect.mutate({ id: ids['notion'] ?? '' });
  await setStatus(app, ids['slack a'] ?? '', 'expired');
  await setStatus(app, ids['linear'] ?? '', 'active');
  const order = ['slack a', 'notion', 'github', 'gmail', 'linear', 'slack b'].map((name) => ids[name]);

  for (const limit of [1, 2, 4, 50]) {
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await pageFrom(cursor, limit);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen, `pages of ${limit}`).toEqual(order);
  }

  // The place of a cursor is one in the order, and not a row: what stood there may be gone.
  const { nextCursor } = await pageFrom(null, 3);
  await ada.trpc.connections.remove.mutate({ id: ids['github'] ?? '' });
  const { items } = await pageFrom(nextCursor, 50);
  expect(items.map(({ id }) => id)).toEqual(order.slice(3));

  function pageFrom(cursor: string | null | undefined, limit: number) {
    return ada.trpc.connections.list.query({ limit, ...(cursor ? { cursor } : {}) });
  }
});

async function setStatus(app: TestApp, id: string, status: string) {
  const query = sql`update entity_connections set status = ${status} where id = ${id}`;
  await query.execute(app.deps.orm.em.getKysely<Record<string, never>>());
}
