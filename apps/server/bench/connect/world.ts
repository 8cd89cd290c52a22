import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '@patchbay/sandbox';
import pg, { Client, type Pool } from 'pg';
import { createServer } from '../../src/server.ts';
import { compose } from '../../src/composition.ts';
import { syncCatalog } from '../../src/modules/catalog/sync/sync-catalog.ts';
import { createLogger } from '../../src/platform/logging/logger.ts';
import { poolOf } from '../../src/platform/orm/database.ts';
import { settingsFrom } from '../../src/settings.ts';
import { TestBrowser } from '../../test/support/test-browser.ts';
import { bareApp } from './bare-app.ts';
import { jobStatement } from './job-statement.ts';
import { storeConnections } from './store-connections.ts';

/** One database with this many connections, our server and the bare one on it, and a signed-in person. */
export interface World extends AsyncDisposable {
  stored: number;
  pool: Pool;
  sandbox: Sandbox;
  ours: string;
  bare: string;
  workspaceId: string;
  headers: Record<string, string>;
}

export async function createWorld(postgresUrl: string, sandbox: Sandbox, stored: number): Promise<World> {
  await using running = new AsyncDisposableStack();
  const [ours, bare] = [createHttpServer(), createHttpServer()];
  running.defer(() => [ours, bare].forEach((server) => server.close().closeAllConnections()));
  const url = await listening(ours);
  const databaseUrl = await createDatabase(postgresUrl, `bench_${stored}`);
  const settings = settingsFrom({
    PUBLIC_URL: url,
    DATABASE_URL: databaseUrl,
    PATCHBAY_SECRET: 'a-secret-for-benches-of-more-than-32-characters',
    PATCHBAY_CALLS_PER_MINUTE: 0,
    COMPOSIO_CALLS_PER_MINUTE: 0,
    COMPOSIO_API_KEY: sandbox.apiKey,
    COMPOSIO_BASE_URL: sandbox.url,
  });
  const composition = await compose(settings, { log: createLogger('silent'), work: false, limitSignIn: false });
  const { deps } = running.use(composition);
  const pool = await poolOf(deps.orm);
  ours.on('request', createServer(deps));
  // A pool as `pg` makes it: ours has PostgreSQL keep the plans of repeated statements.
  const barePool = new pg.Pool({ connectionString: databaseUrl, max: settings.poolSize });
  running.defer(() => barePool.end());
  bare.on('request', bareApp(deps, { pool: barePool, job: await jobStatement(deps) }));
  await syncCatalog(deps);
  await storeConnections(databaseUrl, stored);

  const { cookies, workspaceId } = await TestBrowser.signUp({ url, origin: url }, 'Ada Lovelace');
  const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
  const headers = { cookie, origin: url, 'x-patchbay-workspace': workspaceId, 'content-type': 'application/json' };
  const disposal = running.move();
  const bareUrl = await listening(bare);
  return {
    ours: url,
    bare: bareUrl,
    stored,
    pool,
    sandbox,
    workspaceId,
    headers,
    [Symbol.asyncDispose]: () => disposal.disposeAsync(),
  };
}

async function createDatabase(postgresUrl: string, name: string): Promise<string> {
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return Object.assign(new URL(postgresUrl), { pathname: `/${name}` }).href;
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
