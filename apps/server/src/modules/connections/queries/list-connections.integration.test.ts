import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { encodeCursor } from '../../../platform/paging.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import { db } from '../../../platform/orm/tables.ts';

it('lists expired connections first, then pending ones, then the rest by name, in pages of any size', async () => {
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

  // A cursor is a position in the order and not a row: the row it was made from may be gone.
  const { nextCursor } = await pageFrom(null, 3);
  await ada.trpc.connections.remove.mutate({ id: ids['github'] ?? '' });
  const { items } = await pageFrom(nextCursor, 50);
  expect(items.map(({ id }) => id)).toEqual(order.slice(3));

  function pageFrom(cursor: string | null | undefined, limit: number) {
    return ada.trpc.connections.list.query({ limit, ...(cursor ? { cursor } : {}) });
  }
});

it('orders by app, then label, with natural numbers and without case, and not by creation', async () => {
  await using app = await startTestApp();
  const ada = await app.person();
  const labels = ['mail 10', 'Mail 9', 'mail 2', 'Zoë', 'école', 'Eagle', 'zebra', '', 'éclair'];
  for (const label of labels) await ada.trpc.connections.add.mutate({ app: 'slack', label });
  await ada.trpc.connections.add.mutate({ app: 'gmail', label: 'last' });
  const expected = ['last', '', 'Eagle', 'éclair', 'école', 'mail 2', 'Mail 9', 'mail 10', 'zebra', 'Zoë'];
  for (const limit of [1, 3, 100]) {
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await ada.trpc.connections.list.query({ limit, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ label }) => label));
      cursor = page.nextCursor;
    }
    expect(seen, `pages of ${limit}`).toEqual(expected);
  }
  const slack = await ada.trpc.apps.get.query({ slug: 'slack' });
  expect(slack.connections.map(({ label }) => label)).toEqual(expected.slice(1));
});

it('continues from a cursor of an earlier version, which has no label', async () => {
  await using app = await startTestApp();
  const ada = await app.person();
  for (const slug of ['gmail', 'slack']) await ada.trpc.connections.add.mutate({ app: slug });
  const first = await ada.trpc.connections.list.query({ limit: 1 });
  const place = { urgency: 2, app: 'gmail', id: first.items[0]?.id };
  const { items } = await ada.trpc.connections.list.query({ cursor: encodeCursor(place) });
  expect(items.map(({ app: { slug } }) => slug)).toEqual(['slack']);
});

async function setStatus(app: TestApp, id: string, status: string) {
  const query = sql`update entity_connections set status = ${status} where id = ${id}`;
  await query.execute(db(app.deps.orm.em.fork()));
}
