import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAppRouter } from '../../../apps/server/src/app-router.ts';
import { listProcedures } from '../../../apps/server/src/platform/trpc/list-procedures.ts';
import { startTestApp, type TestApp } from '../../../apps/server/test/support/test-app.ts';
import { PROCEDURES } from '../src/procedures.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ catalog: false });
});

afterAll(() => app[Symbol.asyncDispose]());

it('the client offers everything that a key may call, and nothing else', () => {
  const offered = Object.entries(PROCEDURES).flatMap(([router, procedures]) =>
    Object.entries(procedures).map(([name, kind]) => `${kind} ${router}.${name}`),
  );
  const callable = listProcedures(createAppRouter(app.deps)).filter(({ meta }) => meta.scope !== 'people-only');
  expect(offered.toSorted()).toEqual(callable.map(({ type, path }) => `${type} ${path}`).toSorted());
});
