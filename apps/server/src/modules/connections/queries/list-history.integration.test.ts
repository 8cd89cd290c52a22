import { expect, it } from 'vitest';
import { startTestApp } from '../../../../test/support/test-app.ts';

it('gives the latest first, also from the ninth line of the table to the tenth: numbers were sorted as texts once', async () => {
  await using app = await startTestApp();
  const ada = await app.person();
  const pool = await app.deps.orm.em.getConnection().getNativeClient();
  await pool.query('alter table connection_events alter column seq restart with 8');
  const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack' });
  for (const label of ['a', 'b', 'c']) await ada.trpc.connections.rename.mutate({ id: connection.id, label });
  const { items } = await ada.trpc.connections.history.query({ id: connection.id });
  expect(items.map(({ version }) => version)).toEqual([4, 3, 2, 1]);
});
