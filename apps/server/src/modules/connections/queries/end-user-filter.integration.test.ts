import { afterAll, beforeAll, expect, it } from 'vitest';
import { executeSql } from '../../../../test/support/execute-sql.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../../test/support/test-browser.ts';

let app: TestApp;
let ada: TestBrowser;
beforeAll(async () => {
  app = await startTestApp();
  ada = await app.person();
});
afterAll(() => app[Symbol.asyncDispose]());

/** A connection of an end user, as a connect session adds it. */
async function connectionOf(id: string, tags: Record<string, string>): Promise<string> {
  const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack', label: `of ${id}` });
  await executeSql(
    app.deps.orm.em.fork(),
    'update entity_connections set end_user_id = $1, end_user_name = $2, tags = $3 where id = $4',
    [id, id.toUpperCase(), JSON.stringify(tags), connection.id],
  );
  return connection.id;
}

it('finds the connections of an end user, byte by byte, and those that have all the tags', async () => {
  const one = await connectionOf('u1', { plan: 'pro', region: 'eu=west' });
  const other = await connectionOf('U1', { plan: 'pro' });
  const ids = async (filter: { endUserId?: string; tags?: string[] }) =>
    (await ada.trpc.connections.list.query(filter)).items.map(({ id }) => id).toSorted();

  expect(await ids({ endUserId: 'u1' })).toEqual([one]);
  expect(await ids({ endUserId: 'u1 ' })).toEqual([]);
  expect(await ids({ tags: ['plan=pro'] })).toEqual([one, other].toSorted());
  expect(await ids({ tags: ['plan=pro', 'region=eu=west'] })).toEqual([one]);
  expect(await ids({ tags: ['plan=free'] })).toEqual([]);
  const { items } = await ada.trpc.connections.list.query({ endUserId: 'u1' });
  expect(items[0]).toMatchObject({
    endUser: { id: 'u1', name: 'U1', email: null },
    tags: { plan: 'pro', region: 'eu=west' },
  });
  expect(await codeOf(ada.trpc.connections.list.query({ tags: ['plan'] }))).toBe('INPUT_INVALID');
  expect(await codeOf(ada.trpc.connections.list.query({ endUserId: 'undefined' }))).toBe('INPUT_INVALID');
});

it('the workspace’s own connections and those of end users may have the same label', async () => {
  const id = await connectionOf('u2', {});
  const taken = await ada.trpc.connections.add.mutate({ app: 'slack', label: 'of u2' });
  expect(taken.outcome).toBe('added');
  await ada.trpc.connections.add.mutate({ app: 'slack', label: 'own' });
  expect(await codeOf(ada.trpc.connections.rename.mutate({ id, label: 'own' }))).toBe('ok');
  expect(await codeOf(ada.trpc.connections.rename.mutate({ id: taken.connection.id, label: 'OWN' }))).toBe(
    'LABEL_TAKEN',
  );
});
