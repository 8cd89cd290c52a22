import { expect, it } from 'vitest';
import { startTestApp } from '../../../../test/support/test-app.ts';
import { watchFrom } from '../../../../test/support/watch-stream.ts';

it('returns the newest first, also across the ninth and tenth row: sequence numbers were once sorted as text', async () => {
  await using app = await startTestApp();
  const ada = await app.person();
  const pool = await app.deps.orm.em.getConnection().getNativeClient();
  await pool.query('alter table connection_events alter column seq restart with 8');
  const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack' });
  for (const label of ['a', 'b', 'c']) await ada.trpc.connections.rename.mutate({ id: connection.id, label });
  const { items } = await ada.trpc.connections.history.query({ id: connection.id });
  expect(items.map(({ version }) => version)).toEqual([4, 3, 2, 1]);
});

it('returns the current name of an event that an earlier version wrote, in the list and in the stream', async () => {
  await using app = await startTestApp();
  const ada = await app.person();
  const pool = await app.deps.orm.em.getConnection().getNativeClient();
  const { connection } = await ada.trpc.connections.add.mutate({ app: 'slack' });
  await pool.query(`update connection_events set event = 'disowned'`);
  const { items } = await ada.trpc.connections.history.query({ id: connection.id });
  expect(items.map(({ event }) => event)).toEqual(['account_disputed']);
  await using stream = await watchFrom(ada, 'connections.watch', { lastEventId: '0-0' });
  await stream.until('"event":"account_disputed"');
});
