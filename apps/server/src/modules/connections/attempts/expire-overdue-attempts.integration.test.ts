import { afterAll, beforeAll, expect, it } from 'vitest';
import { startConnecting } from '../../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import { executeSql } from '../../../../test/support/execute-sql.ts';
import { expireOverdueAttempts } from './expire-overdue-attempts.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app[Symbol.asyncDispose]());

it('ends the others when one attempt cannot be ended: it was retried first every ten seconds, and all others stayed pending', async () => {
  const ada = await app.person('Ada Lovelace');
  const stuck = await startConnecting(ada, 'slack');
  app.clock.advance(1);
  const other = await startConnecting(ada, 'github');
  // Stands for any reason why the database refuses one row: a constraint keeps this attempt open.
  await executeSql(
    app.deps.orm.em.fork(),
    `alter table connection_attempts add constraint stuck check (id <> '${stuck.attemptId}' or status = 'open')`,
  );
  app.clock.advance(app.deps.attemptTtl + 15_001);

  await expireOverdueAttempts(app.deps);

  const statusOf = async ({ id }: { id: string }) => (await ada.trpc.connections.get.query({ id })).status;
  expect([await statusOf(stuck), await statusOf(other)]).toEqual(['pending', 'added']);
  const told = app.logged.filter((line) => line.includes('could not look after one'));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(stuck.attemptId);
});
