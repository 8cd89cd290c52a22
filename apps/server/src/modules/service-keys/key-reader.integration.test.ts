import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf } from '../../../test/support/test-browser.ts';
import { executeSql } from '../../../test/support/execute-sql.ts';
import { KeyReader } from './key-reader.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ catalog: false });
});

afterAll(() => app[Symbol.asyncDispose]());

type Gate = PromiseWithResolvers<void>;

/** The same database, but its first result is held back. */
function slowly(orm: MikroORM, { answered, goOn }: { answered: Gate; goOn: Gate }): MikroORM {
  const fork = () => {
    const em = orm.em.fork();
    const kysely = em.getKysely();
    const executeQuery = async (...asked: Parameters<typeof kysely.executeQuery>) => {
      const answer = await kysely.executeQuery(...asked);
      answered.resolve();
      await goOn.promise;
      return answer;
    };
    // All other methods are passed through; they only use the instance itself.
    const rest = { updateTable: kysely.updateTable.bind(kysely) };
    return { getKysely: () => ({ executeQuery, ...rest }) };
  };
  return { em: { fork } } as unknown as MikroORM;
}

it('a key that was read while it was revoked was accepted for two more seconds', async () => {
  const ada = await app.person();
  const { key, token } = await ada.trpc.serviceKeys.create.mutate({ name: 'Service', scopes: ['connections:read'] });
  const { orm, clock } = app.deps;
  const answered = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const reader = new KeyReader({ orm: slowly(orm, { answered, goOn }), clock });
  const reading = reader.read(token);
  // The query has been answered, but the result is still on its way when the key is revoked.
  await answered.promise;
  await ada.trpc.serviceKeys.revoke.mutate({ id: key.id });
  reader.forget(key.id);
  goOn.resolve();
  await reading;
  expect(await reader.read(token)).toBeNull();
});

it('rotating a key and deleting its workspace deadlocked: they run one after the other, and never fail with a 500', async () => {
  for (let round = 0; round < 5; round += 1) {
    const ada = await app.person();
    const { key } = await ada.trpc.serviceKeys.create.mutate({ name: 'Service', scopes: ['connections:read'] });
    const [{ name } = { name: '' }] = await executeSql<{ name: string }>(
      app.deps.orm.em.fork(),
      `select "name" from "organization" where "id" = $1`,
      [ada.workspaceId],
    );
    const codes = await Promise.all([
      ...[1, 2, 3].map(() => codeOf(ada.trpc.serviceKeys.rotate.mutate({ id: key.id }))),
      codeOf(ada.trpc.workspaces.delete.mutate({ name })),
      codeOf(ada.trpc.serviceKeys.create.mutate({ name: 'Another', scopes: ['connections:read'] })),
    ]);
    const allowed = new Set(['ok', 'KEY_UNKNOWN', 'WORKSPACE_UNKNOWN', 'FORBIDDEN']);
    expect(codes.filter((code) => !allowed.has(code))).toEqual([]);
  }
});
