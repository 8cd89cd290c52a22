import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Sandbox, startSandbox } from '@patchbay/sandbox';
import { inject } from 'vitest';
import { type ServerDeps, createServer } from '../../src/server.ts';
import { compose } from '../../src/composition.ts';
import { type Env, silenceTelemetry } from '../../src/env.ts';
import { syncCatalog } from '../../src/modules/catalog/sync/sync-catalog.ts';
import { makeAdmin } from '../../src/modules/installation/make-admin.ts';
import { openServer } from '../../src/platform/http/open-server.ts';
import type { DatabaseSettings } from '../../src/platform/database/database-settings.ts';
import { createLogger } from '../../src/platform/logging/logger.ts';
import { secretsOf, settingsFrom } from '../../src/settings.ts';
import { checkDeclaredErrors } from './declared-errors.ts';
import { ManualClock } from './manual-clock.ts';
import { hashPasswordsQuickly } from './quick-passwords.ts';
import { TestBrowser } from './test-browser.ts';
import { createTestDatabase } from './test-database.ts';

silenceTelemetry();

/** The real server with its real dependencies: PostgreSQL, the SDK, and the sandbox over HTTP. */
export interface TestApp extends AsyncDisposable {
  url: string;
  deps: ServerDeps;
  clock: ManualClock;
  sandbox: Sandbox;
  /** The log, one JSON object per line. */
  logged: string[];
  /** A new person, signed up and in a workspace of their own. */
  person(name?: string): Promise<TestBrowser>;
  /** The same, who is an installation admin. */
  admin(name?: string): Promise<TestBrowser>;
  /** Runs the jobs that are due; with `early`, all waiting jobs. */
  runJobs(options?: { early?: boolean }): Promise<number>;
}

export interface TestAppOptions {
  /** Whether to sync a catalog, which costs a few hundred milliseconds. */
  catalog?: boolean;
  env?: Partial<Env>;
  /** Variables that depend on where the application listens. */
  envAt?: (port: string) => Partial<Env>;
  /** Shares the database and the sandbox of another one: a second process of the same installation. */
  beside?: TestApp;
  /**
   * Whether to limit sign-in attempts by account and address; off, because most tests sign up many people from one
   * address.
   */
  limitSignIn?: boolean;
  /** An empty database to use, instead of a new one on the PostgreSQL of the test run. */
  databaseUrl?: string;
  /** The same, with a direct and a pooled address. */
  database?: Pick<DatabaseSettings, 'url' | 'directUrl'>;
}

export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { catalog = true, env = {}, envAt, beside, limitSignIn = false } = options;
  await using running = new AsyncDisposableStack();
  const clock = beside?.clock ?? new ManualClock();
  const sandbox = beside?.sandbox ?? (await startOwnSandbox(clock, running));
  const database =
    beside?.deps.database ?? options.database ?? waysTo(options.databaseUrl ?? (await ownDatabase(running)));
  let handle: RequestListener = (_req, res) => res.writeHead(503).end();
  const server = openServer((req, res) => handle(req, res));
  const url = beside ? beside.url : await listen(server, running);
  if (beside) await listen(server, running);

  const logged: string[] = [];
  const settings = settingsFrom({
    PUBLIC_URL: url,
    HOST: '127.0.0.1',
    DATABASE_URL: database.url,
    DATABASE_DIRECT_URL: database.directUrl ?? undefined,
    DATABASE_POOL: 8,
    PATCHBAY_SECRET: 'a-secret-for-tests-of-more-than-32-characters',
    COMPOSIO_API_KEY: sandbox.apiKey,
    COMPOSIO_BASE_URL: sandbox.url,
    PATCHBAY_CALLS_PER_MINUTE: 0,
    COMPOSIO_CALLS_PER_MINUTE: 0,
    ...env,
    ...envAt?.(new URL(url).port),
  });
  const log = createLogger('debug', { write: (line) => logged.push(line) }, secretsOf(settings));
  const { deps, ...composition } = await compose(settings, { log, clock, work: false, limitSignIn });
  running.defer(() => composition[Symbol.asyncDispose]());
  running.defer(() => checkDeclaredErrors(deps));
  await hashPasswordsQuickly(deps);
  handle = createServer(deps);
  if (catalog && !beside) await syncCatalog(deps);
  sandbox.control.clearRequests();

  const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const person = (name = 'Ada Lovelace') => TestBrowser.signUp({ url: own, origin: settings.publicUrl }, name);
  const disposal = running.move();
  return {
    url: own,
    deps,
    clock,
    sandbox,
    logged,
    person,
    admin: async (name) => {
      const browser = await person(name);
      await makeAdmin(deps.orm.em.fork(), browser.user.email);
      return browser;
    },
    runJobs: async (which) => {
      let done = 0;
      // Backlogs and jobs can create work for each other.
      for (let some = -1; some !== 0; done += some) {
        some = (await deps.backlogs.drain()) + (await deps.jobs.drain(which));
      }
      return done;
    },
    [Symbol.asyncDispose]: () => disposal.disposeAsync(),
  };
}

async function startOwnSandbox(clock: ManualClock, running: AsyncDisposableStack): Promise<Sandbox> {
  const sandbox = await startSandbox({ now: () => clock.now().getTime() });
  running.defer(() => sandbox.stop());
  return sandbox;
}

async function ownDatabase(running: AsyncDisposableStack): Promise<string> {
  const database = await createTestDatabase();
  running.defer(() => database.drop());
  return database.url;
}

/** Through the run's pooler, if it has one and the database is on its server. */
function waysTo(url: string): Pick<DatabaseSettings, 'url' | 'directUrl'> {
  const pooler = inject('poolerUrl');
  if (pooler === null || new URL(url).port !== new URL(inject('postgresAdminUrl')).port)
    return { url, directUrl: null };
  return { url: Object.assign(new URL(url), { port: new URL(pooler).port }).href, directUrl: url };
}

async function listen(server: Server, running: AsyncDisposableStack): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
