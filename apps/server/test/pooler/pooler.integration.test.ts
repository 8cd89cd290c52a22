import { startSandbox } from '@patchbay/sandbox';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { connectionsOf } from '../../src/platform/database/database-settings.ts';
import { reachDatabase } from '../../src/platform/database/reach-database.ts';
import { hasPgbouncer, type Pooler, startPgbouncer } from '../support/pgbouncer.ts';
import { startInstallation } from '../support/installation.ts';
import { freePort, ServerProcess } from '../support/server-process.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

// Whole servers start, three of them at once.
vi.setConfig({ testTimeout: 90_000 });

const missing = hasPgbouncer() ? '' : ' (skipped: pgbouncer is not installed; apt-get install pgbouncer)';
const NEVER_CHANGES = 600_000;

let pooler: Pooler;
let database: TestDatabase;

describe.skipIf(missing)(`through pgbouncer with transaction pooling${missing}`, () => {
  beforeAll(async () => {
    pooler = await startPgbouncer(inject('postgresAdminUrl'));
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
    await pooler[Symbol.asyncDispose]();
  });

  const codeOf = (url: string, directUrl: string | null) =>
    reachDatabase(connectionsOf({ url, directUrl, schema: null, variables: {} })).then(
      ({ pooled }) => `pooled: ${pooled}`,
      (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
    );

  it('a pooler is recognized, and refused where sessions would be lost', async () => {
    const { url } = database;
    expect(await codeOf(url, null)).toBe('pooled: false');
    expect(await codeOf(pooler.through(url), null)).toBe('POOLER_WITHOUT_DIRECT_URL');
    expect(await codeOf(`${pooler.through(url)}?options=-c%20work_mem%3D8MB`, null)).toBe('POOLER_WITHOUT_DIRECT_URL');
    expect(await codeOf(pooler.through(url), pooler.through(url))).toBe('DIRECT_URL_POOLED');
    expect(await codeOf(pooler.through(url), inject('postgresAdminUrl'))).toBe('DATABASES_DIFFER');
    expect(await codeOf(pooler.through(url), url)).toBe('pooled: true');
  });

  it('three processes start at once, on four connections each', async () => {
    await using running = new AsyncDisposableStack();
    const sandbox = await startSandbox();
    running.defer(() => sandbox.stop());
    const ways = { DATABASE_URL: pooler.through(database.url), DATABASE_DIRECT_URL: database.url, DATABASE_POOL: '4' };
    const provider = { COMPOSIO_API_KEY: sandbox.apiKey, COMPOSIO_BASE_URL: sandbox.url };
    const env = { ...ways, ...provider, PATCHBAY_SECRET: 'a-secret-for-tests-of-more-than-32-characters' };
    const ports = [await freePort(), await freePort(), await freePort()];
    const servers = ports.map((port) => new ServerProcess(port, env));
    await Promise.all(servers.map((server) => server.start()));
    expect(await Promise.all(servers.map((server) => server.stop()))).toEqual([0, 0, 0]);
  });

  it('a change in one process reaches another, in the long run of this suite within 200 ms', async () => {
    const own = await createTestDatabase();
    const ways = { url: pooler.through(own.url), directUrl: own.url };
    await using all = await startInstallation({ database: ways, env: {} });
    const { changes } = all.inside.deps;
    const leaving = new AbortController();
    const turns = changes.turns(all.browsers[0].workspaceId, { signal: leaving.signal, everyMs: NEVER_CHANGES });
    await turns.next();
    const times: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const told = turns.next();
      await all.browsers[round % 2 === 0 ? 0 : 1].trpc.connections.add.mutate({ app: 'slack', label: `${round}` });
      const since = performance.now();
      await told;
      times.push(performance.now() - since);
    }
    leaving.abort();
    const median = times.toSorted((a, b) => a - b)[10] ?? Infinity;
    expect(median).toBeLessThan(process.env['PATCHBAY_LONG'] ? 200 : Infinity);
    await own.drop();
  });
});
