import { startSandbox } from '@patchbay/sandbox';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { connectionsOf } from '../../src/platform/database/database-settings.ts';
import { reachDatabase } from '../../src/platform/database/reach-database.ts';
import { askReady } from '../support/degrade.ts';
import { startInstallation } from '../support/installation.ts';
import { OwnPostgres } from '../support/own-postgres.ts';
import { hasPgbouncer, type Pooler, startPgbouncer } from '../support/pgbouncer.ts';
import { freePort, ServerProcess } from '../support/server-process.ts';
import { startTestApp } from '../support/test-app.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { openStream } from '../support/watch-stream.ts';

/** Whole servers behind a pooler. `npm run test:pooler`, which runs other tests through one as well. */
vi.setConfig({ testTimeout: 120_000 });

const missing = hasPgbouncer() ? '' : ' (skipped: pgbouncer is not installed; apt-get install pgbouncer)';

let pooler: Pooler;

describe.skipIf(missing)(`through pgbouncer with transaction pooling${missing}`, () => {
  beforeAll(async () => {
    pooler = await startPgbouncer(inject('postgresAdminUrl'));
  });
  afterAll(() => pooler[Symbol.asyncDispose]());

  it('three processes start at once, on four connections each', async () => {
    await using running = new AsyncDisposableStack();
    const database = await createTestDatabase();
    running.defer(() => database.drop());
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

  it('a page at one process shows a change at another within 200 ms', async () => {
    const own = await createTestDatabase();
    const ways = { url: pooler.through(own.url), directUrl: own.url };
    await using all = await startInstallation({ database: ways, env: { DATABASE_POOL: '10' } });
    const [here, there] = all.browsers;
    await using stream = await openStream(there, 'connections.watch');
    const times: number[] = [];
    for (let round = 0; round < 40; round += 1) {
      const label = crypto.randomUUID();
      await here.trpc.connections.add.mutate({ app: 'slack', label });
      const since = performance.now();
      await stream.until(label);
      times.push(Math.round(performance.now() - since));
    }
    const sorted = times.toSorted((a, b) => a - b);
    const [median = Infinity, almostAll = Infinity] = [sorted[20], sorted[37]];
    process.stdout.write(
      `live updates through a pooler, ms: ${JSON.stringify({ median, almostAll, slowest: sorted.at(-1) })}\n`,
    );
    expect(almostAll).toBeLessThan(200);
    await own.drop();
  });

  it('a database that restarts behind the pooler is 503 meanwhile, and needs no restart here', async () => {
    await using postgres = await OwnPostgres.start();
    await using before = await startPgbouncer(postgres.url);
    const ways = { url: before.through(postgres.url), directUrl: postgres.url };
    await using app = await startTestApp({ database: ways, catalog: false });
    const ada = await app.person();
    await postgres.stopImmediately();
    for (let asked = 0; asked < 3; asked += 1) {
      await expect(ada.trpc.connections.list.query({})).rejects.toMatchObject({ data: { httpStatus: 503 } });
    }
    expect(await askReady(app.url)).toMatchObject({ status: 503 });
    await expect(reachDatabase(connectionsOf({ ...ways, schema: null, variables: {} }))).rejects.toMatchObject({
      code: 'DATABASE_AWAY',
    });
    await postgres.startAgain();
    await vi.waitFor(() => ada.trpc.connections.list.query({}), { timeout: 60_000, interval: 250 });
  });
});
