import { expect, it } from 'vitest';
import { startTestApp } from '../../../test/support/test-app.ts';
import { Connection } from '../../modules/connections/connection.entity.ts';
import { executeSql } from '../../../test/support/execute-sql.ts';
import type { ParameterOf } from './prepare.ts';
import { prepareFindOne } from './prepare-find-one.ts';
import { statements } from './tables.ts';

const find = prepareFindOne(Connection, (columns, value: ParameterOf<{ id: string }>) =>
  statements.selectFrom('entity_connections').select(columns).where('id', '=', value('id')),
);

it('gives the same entity as the ORM, and its unit of work saves what is changed', async () => {
  await using app = await startTestApp();
  const ada = await app.person();
  const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack' });
  await executeSql(
    app.deps.orm.em.fork(),
    `update entity_connections set scopes_granted = '["a","b"]', connected_at = now() where id = $1`,
    [connection.id],
  );
  const em = app.deps.orm.em.fork();
  const found = await find(em, { id: connection.id });
  const other = await app.deps.orm.em.fork().findOne(Connection, { workspaceId: ada.workspaceId, id: connection.id });
  expect({ ...found }).toEqual({ ...other });
  expect(found?.scopesGranted).toEqual(['a', 'b']);
  expect(found?.connectedAt).toBeInstanceOf(Date);

  Object.assign(found ?? {}, { label: 'Sales' });
  await em.flush();
  const saved = await find(app.deps.orm.em.fork(), { id: connection.id });
  expect(saved).toMatchObject({ label: 'Sales', version: connection.version + 1, scopesGranted: ['a', 'b'] });
  expect(await find(em, { id: '00000000-0000-7000-8000-000000000000' })).toBeUndefined();
});

it('a change of another process meanwhile is not overwritten: the version has to be the one that was read', async () => {
  await using app = await startTestApp();
  const ada = await app.person();
  const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack' });
  const em = app.deps.orm.em.fork();
  const found = await find(em, { id: connection.id });
  await ada.trpc.connections.rename.mutate({ id: connection.id, label: 'First' });
  Object.assign(found ?? {}, { label: 'Second' });
  await expect(em.flush()).rejects.toThrow(/optimistic lock/);
});
