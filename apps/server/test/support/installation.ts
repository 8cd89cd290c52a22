import type { Pool } from 'pg';
import { reconcileAccounts } from '../../src/modules/connections/accounts/reconcile-accounts.ts';
import { sweepAttempts } from '../../src/modules/connections/attempts/sweep-attempts.ts';
import { eventObjections, historyRows, objectionsTo } from './invariants.ts';
import { freePort, ServerProcess } from './server-process.ts';
import { startTestApp, type TestApp, type TestAppOptions } from './test-app.ts';
import { TestBrowser } from './test-browser.ts';

/** Two servers as in production, as separate processes, on one database and one sandbox. */
export interface Installation extends AsyncDisposable {
  servers: [ServerProcess, ServerProcess];
  /** The same installation inside this process, without running jobs: to inspect it, and to let time pass. */
  inside: TestApp;
  pool: Pool;
  /** The same browser, with each of the servers. */
  browsers: [TestBrowser, TestBrowser];
}

export interface InstallationOptions {
  env?: Record<string, string>;
  /** An empty database to use, instead of a new one on the PostgreSQL of the test run. */
  databaseUrl?: string;
  /** The same, with a direct and a pooled address. */
  database?: TestAppOptions['database'];
}

export async function startInstallation(options: InstallationOptions = {}): Promise<Installation> {
  await using running = new AsyncDisposableStack();
  const inside = running.use(
    await startTestApp({
      ...(options.databaseUrl !== undefined && { databaseUrl: options.databaseUrl }),
      ...(options.database && { database: options.database }),
    }),
  );
  const { database, secret } = inside.deps;
  const shared = {
    DATABASE_URL: database?.url ?? '',
    DATABASE_DIRECT_URL: database?.directUrl ?? '',
    DATABASE_POOL: '8',
    PATCHBAY_SECRET: secret ?? '',
    PATCHBAY_CALLS_PER_MINUTE: '0',
    COMPOSIO_CALLS_PER_MINUTE: '0',
    PUBLIC_URL: inside.url,
    COMPOSIO_API_KEY: inside.sandbox.apiKey,
    COMPOSIO_BASE_URL: inside.sandbox.url,
    LOG_LEVEL: process.env['PATCHBAY_TEST_LOG'] ?? 'silent',
    ...options.env,
  };
  const servers = await Promise.all([startServer(shared, running), startServer(shared, running)]);
  const ada = await inside.person('Ada Lovelace');
  const at = ({ url }: ServerProcess) => {
    const browser = new TestBrowser({ url, origin: inside.url });
    return Object.assign(browser, { cookies: ada.cookies, workspaceId: ada.workspaceId, user: ada.user });
  };
  const pool = await inside.deps.orm.em.getConnection().getNativeClient();
  const disposal = running.move();
  return {
    servers,
    inside,
    pool,
    browsers: [at(servers[0]), at(servers[1])],
    [Symbol.asyncDispose]: () => disposal.disposeAsync(),
  };
}

async function startServer(env: Record<string, string>, running: AsyncDisposableStack): Promise<ServerProcess> {
  const server = new ServerProcess(await freePort(), env);
  running.defer(async () => void (await server.stop()));
  await server.start();
  return server;
}

/**
 * Waits until nothing is pending. Returns what is still pending a minute after its deadline, when a person would look
 * at a page that promises an end that does not come.
 */
export async function comeToRest(all: Installation): Promise<string[]> {
  for (;;) {
    const open = await openFlows(all.pool);
    const late = open.filter(isOverdue);
    if (open.length === 0 || late.length > 0) return late.map(inWords);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** What is pending more than a minute after its deadline at this moment. */
export async function overdue({ pool }: Installation): Promise<string[]> {
  return (await openFlows(pool)).filter(isOverdue).map(inWords);
}

interface OpenFlow {
  id: string;
  /** Seconds past the deadline; infinite without one. */
  late: number;
}

const isOverdue = ({ late }: OpenFlow) => late > 60;
const inWords = ({ id, late }: OpenFlow) => `${id} is pending, ${late} s past its deadline`;

async function openFlows(pool: Pool): Promise<OpenFlow[]> {
  const { rows } = await pool.query<OpenFlow>(
    `select c.id, coalesce(extract(epoch from now() - a.expires_at), 'infinity')::float8 as late
       from entity_connections c
       left join connection_attempts a on a.workspace_id = c.workspace_id and a.id = c.attempt_id and a.status = 'open'
      where c.status = 'pending' or c.attempt_id is not null`,
  );
  return rows;
}

/**
 * Lets everything finish after both servers were killed: half an hour passes, jobs of dead workers are released (as
 * pg-boss does after their heartbeat), and waiting work is done. Returns violated invariants.
 */
export async function drainAndCheck(
  { inside, pool, browsers, servers }: Installation,
  workspaceId = browsers[0].workspaceId,
): Promise<string[]> {
  for (const server of servers) await server.kill();
  const { deps, clock, sandbox } = inside;
  sandbox.control.faults.clear();
  clock.advance(1_800_000);
  await pool.query(`update pgboss.job set state = 'retry', heartbeat_on = null where state = 'active'`);
  await sweepAttempts(deps, deps.orm.em.fork());
  await inside.runJobs({ early: true });
  await reconcileAccounts(deps, deps.orm.em.fork());
  await inside.runJobs({ early: true });
  return [
    ...objectionsTo(await historyRows(pool, workspaceId)),
    ...(await eventObjections(pool)),
    ...(await stuck(pool, workspaceId)),
    ...(await orphans(inside, pool)),
  ];
}

async function stuck(pool: Pool, workspaceId: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string; status: string }>(
    `select c.id, c.status from entity_connections c
      where workspace_id = $1 and (status = 'pending' or attempt_id is not null)`,
    [workspaceId],
  );
  return rows.map(({ id, status }) => `${id} is ${status} with an open attempt, past every deadline`);
}

async function orphans({ sandbox }: TestApp, pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ account: string }>(
    `select connection_id as account from entity_connections where connection_id is not null`,
  );
  const used = new Set(rows.map(({ account }) => account));
  const upstream = new Set(sandbox.control.accounts().map(({ id }) => id));
  return [
    ...[...upstream].filter((id) => !used.has(id)).map((id) => `${id} is an orphan upstream`),
    ...[...used].filter((id) => !upstream.has(id)).map((id) => `${id} is in use, and gone upstream`),
  ];
}
