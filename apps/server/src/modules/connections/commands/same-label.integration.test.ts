import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../../test/support/test-browser.ts';
import { executeSql } from '../../../../test/support/execute-sql.ts';

let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp();
  ada = await app.person();
});
afterAll(() => app[Symbol.asyncDispose]());

const add = (slug: string, label: string) => ada.trpc.connections.add.mutate({ app: slug, label });
const COMPOSED = 'Caf\u00e9';
const DECOMPOSED = 'Cafe\u0301';

it.each([
  ['Work', 'work'],
  [COMPOSED, DECOMPOSED.toUpperCase()],
  ['Straße', 'STRASSE'],
  ['ΣΑΣ', 'σας'],
])('labels %j and %j were two connections that looked like one: now the second is the first', async (first, second) => {
  const { connection } = await add('gmail', first);
  expect(await add('gmail', second)).toMatchObject({
    outcome: 'already_added',
    connection: { id: connection.id, label: first },
  });
  const other = await add('gmail', `${first} 2`);
  const rename = ada.trpc.connections.rename.mutate({ id: other.connection.id, label: second });
  expect(await codeOf(rename)).toBe('LABEL_TAKEN');
});

it('labels that differ in accents are different, and so are labels of other apps and workspaces', async () => {
  await add('github', 'Resume');
  expect((await add('github', 'Résumé')).outcome).toBe('added');
  expect((await add('linear', 'resume')).outcome).toBe('added');
  const bob = await app.person();
  expect((await bob.trpc.connections.add.mutate({ app: 'github', label: 'resume' })).outcome).toBe('added');
});

it('a connection may change the case of its own label', async () => {
  const { connection } = await add('notion', 'team');
  const renamed = await ada.trpc.connections.rename.mutate({ id: connection.id, label: 'Team' });
  expect(renamed.connection.label).toBe('Team');
});

it('ten concurrent requests in different case add one', async () => {
  const spelled = Array.from({ length: 10 }, (_, index) => (index % 2 ? 'race' : 'RACE'));
  const outcomes = await Promise.all(spelled.map((label) => add('slack', label)));
  expect(new Set(outcomes.map(({ connection }) => connection.id)).size).toBe(1);
  expect(outcomes.filter(({ outcome }) => outcome === 'added')).toHaveLength(1);
});

it('duplicates from before keep working: each can be renamed, and an exact label finds its own', async () => {
  const old = [await add('asana', 'One'), await add('asana', 'Two')].map(({ connection }) => connection.id);
  const set = (id: string, label: string) =>
    executeSql(app.deps.orm.em.fork(), 'update entity_connections set label = $2 where id = $1', [id, label]);
  await set(old[0]!, COMPOSED);
  await set(old[1]!, DECOMPOSED);
  const byLabel = (await ada.trpc.connections.list.query({ search: 'asana' })).items;
  expect(byLabel.map(({ id }) => id).toSorted()).toEqual(old.toSorted());
  expect((await add('asana', COMPOSED)).connection.id).toBe(old[0]);
  const renamed = await ada.trpc.connections.rename.mutate({ id: old[1]!, label: 'Second' });
  expect(renamed.connection.label).toBe('Second');
});
