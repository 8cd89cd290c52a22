import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAppRouter } from '../../../apps/server/src/app-router.ts';
import { listProcedures } from '../../../apps/server/src/platform/trpc/list-procedures.ts';
import type { ProcedureMeta } from '../../../apps/server/src/platform/trpc/trpc.ts';
import { startTestApp, type TestApp } from '../../../apps/server/test/support/test-app.ts';
import { INSTALLATION_PROCEDURES, MANAGED_PROCEDURES, PROCEDURES } from '../src/procedures.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ catalog: false });
});

afterAll(() => app[Symbol.asyncDispose]());

const named = (offered: object) =>
  Object.entries(offered).flatMap(([router, procedures]) =>
    Object.entries(procedures as Record<string, string>).map(([name, kind]) => `${kind} ${router}.${name}`),
  );

const callable = (accepts: (meta: ProcedureMeta) => boolean) =>
  listProcedures(createAppRouter(app.deps))
    .filter(({ meta }) => accepts(meta))
    .map(({ type, path }) => `${type} ${path}`)
    .toSorted();

it('the client offers everything that a key may call, and nothing else', () => {
  expect(named(PROCEDURES).toSorted()).toEqual(callable(({ scope }) => scope !== 'people-only'));
});

it('the client for an installation key offers everything that such a key may call, and nothing else', () => {
  const offered = [...named(INSTALLATION_PROCEDURES), ...named(MANAGED_PROCEDURES)];
  expect(offered.toSorted()).toEqual(callable(({ installationScope }) => installationScope !== undefined));
});

it('what it offers without a workspace is what concerns the installation', () => {
  const ofInstallation = callable(
    ({ policy, installationScope }) => policy === 'installation-admin' && !!installationScope,
  );
  expect(named(INSTALLATION_PROCEDURES).toSorted()).toEqual(ofInstallation);
});
