import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { executeSql } from '../../../test/support/execute-sql.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ catalog: false });
  await executeSql(app.deps.orm.em.fork(), 'create table pair (id int primary key, count int not null)');
  await executeSql(app.deps.orm.em.fork(), 'insert into pair values (1, 0), (2, 0)');
});

afterAll(() => app[Symbol.asyncDispose]());

const lock = 'update pair set count = count + 1 where id = $1';

it('a deadlock was a 500: the transaction that lost is repeated, and has its effect once', async () => {
  const bothHold = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let runs = 0;
  const cross = (first: number, second: number) =>
    app.deps.orm.em.fork().transactional(async (tx) => {
      runs += 1;
      await executeSql(tx, lock, [first]);
      bothHold[first - 1]?.resolve();
      await Promise.all(bothHold.map(({ promise }) => promise));
      await executeSql(tx, lock, [second]);
    });
  await Promise.all([cross(1, 2), cross(2, 1)]);
  expect(runs).toBe(3);
  const rows = await executeSql<{ count: number }>(app.deps.orm.em.fork(), 'select count from pair order by id');
  expect(rows).toEqual([{ count: 2 }, { count: 2 }]);
});

it('what fails every time is given up with its own error, and other failures are not repeated', async () => {
  const failing = async (code: string) => {
    let runs = 0;
    const work = () => ((runs += 1), Promise.reject(Object.assign(new Error('no'), { code })));
    const failure: unknown = await app.deps.orm.em
      .fork()
      .transactional(work)
      .catch((error: unknown) => error);
    return { runs, code: (failure as { code: string }).code };
  };
  expect(await failing('40001')).toEqual({ runs: 4, code: '40001' });
  expect(await failing('23505')).toEqual({ runs: 1, code: '23505' });
});
