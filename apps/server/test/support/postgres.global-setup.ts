import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { runStatements, TEMPLATE, withDatabase } from './admin-connection.ts';
import { startPgbouncer } from './pgbouncer.ts';
import { runPostgres } from './run-postgres.ts';
import { TEMPLATE_STEPS } from './template-steps.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the superuser, on the one PostgreSQL of this test run. */
    postgresAdminUrl: string;
    /** The same through pgbouncer, when the run uses it (PATCHBAY_TEST_POOLER=1). */
    poolerUrl: string | null;
  }
}

/** Nothing here must survive a power failure. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  // An autovacuum worker inside the template would block the next copy.
  autovacuum: 'off',
  max_connections: '200',
};

/** One PostgreSQL for the whole run, with a template database that is migrated once. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'patchbay-test-'));
  // mkdtemp creates it private, but as root PostgreSQL runs as another user.
  chmodSync(dir, 0o711);
  await using undo = new AsyncDisposableStack();
  undo.defer(() => rmSync(dir, { recursive: true, force: true }));
  const postgres = await runPostgres({ dataDir: join(dir, 'postgres'), settings: SETTINGS });
  undo.defer(postgres.stop);
  await makeTemplate(postgres.url);
  project.provide('postgresAdminUrl', postgres.url);
  const pooler = process.env['PATCHBAY_TEST_POOLER'] ? undo.use(await startPgbouncer(postgres.url)) : undefined;
  project.provide('poolerUrl', pooler ? pooler.through(postgres.url) : null);
  // From here on the teardown does what a failure above would have done: stop, then delete.
  const teardown = undo.move();
  return () => teardown.disposeAsync();
}

async function makeTemplate(adminUrl: string): Promise<void> {
  await runStatements(adminUrl, [`CREATE DATABASE ${TEMPLATE}`]);
  for (const step of TEMPLATE_STEPS) await step(withDatabase(adminUrl, TEMPLATE));
  // A database can be copied only while no session is connected to it.
  await runStatements(adminUrl, [`ALTER DATABASE ${TEMPLATE} WITH ALLOW_CONNECTIONS false`]);
}
