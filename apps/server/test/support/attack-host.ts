/**
 * Everything around a browser that an attack suite must control: its own PostgreSQL and sandbox, and the real server
 * as a process that can be killed. Controlled by messages; see apps/web/e2e/attack-installation.ts.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { compose, type Composition } from '../../src/composition.ts';
import { silenceTelemetry } from '../../src/env.ts';
import { expireOverdueAttempts } from '../../src/modules/connections/attempts/expire-overdue-attempts.ts';
import { sweepAttempts } from '../../src/modules/connections/attempts/sweep-attempts.ts';
import { createLogger } from '../../src/platform/logging/logger.ts';
import { settingsFrom } from '../../src/settings.ts';
import { OwnPostgres } from './own-postgres.ts';
import { ServerProcess } from './server-process.ts';
import { startSandbox } from '@patchbay/sandbox';

export interface Variant {
  policy: 'verified' | 'recoverable';
  verifier: 'on' | 'off';
}

const PORT = Number(process.env.ATTACK_PORT);
const POOL = 4;
/** Calls per minute and address, few enough to be used up by images. */
const CALLS = 600;

silenceTelemetry();
const postgres = await OwnPostgres.start();
const sandbox = await startSandbox();
const admin = new pg.Pool({ connectionString: postgres.url, max: 2 });
// Its idle connections may outlive end() until the database stops, which must not fail a test.
admin.on('error', () => undefined);
// Never responds, for connections that must stay open.
const silent = createServer(() => undefined).listen(PORT + 1, '0.0.0.0');
let server: ServerProcess | undefined;
let inside: Composition | undefined;

const METHODS = {
  /** Starts a server with a policy, on an installation that keeps its people. */
  async start({ policy, verifier }: Variant) {
    await server?.stop();
    await inside?.[Symbol.asyncDispose]();
    sandbox.control.setVerifier(verifier === 'on' ? `http://localhost:${PORT}/oauth/verify` : null);
    const env = {
      PUBLIC_URL: `http://localhost:${PORT}`,
      DATABASE_URL: postgres.url,
      DATABASE_POOL: String(POOL),
      PATCHBAY_SECRET: 'a-secret-for-tests-of-more-than-32-characters',
      COMPOSIO_API_KEY: sandbox.apiKey,
      COMPOSIO_BASE_URL: sandbox.url,
      // Statements that wait for the test's lock wait until it is released.
      DATABASE_LOCK_TIMEOUT: '60',
      DATABASE_STATEMENT_TIMEOUT: '60',
      PATCHBAY_CALLS_PER_MINUTE: String(CALLS),
      ACTIVATION_POLICY: policy,
      COMPOSIO_VERIFIER: verifier,
      LOG_LEVEL: 'silent',
    };
    server = new ServerProcess(PORT, env);
    await server.start();
    // The same installation inside this process, to run what the clock would trigger.
    const settings = settingsFrom({ ...env, PORT, DATABASE_POOL: 4, PATCHBAY_CALLS_PER_MINUTE: CALLS } as never);
    inside = await compose(settings, { log: createLogger('silent'), work: false });
    return { url: `http://localhost:${PORT}`, silentPort: PORT + 1, appsAre: await appsInCatalog() };
  },
  kill: () => server?.kill(),
  /** Like a proxy whose server is down. */
  async answer503() {
    await server?.kill();
    proxy = createServer((_req, res) => res.writeHead(503).end('unavailable')).listen(PORT, '127.0.0.1');
    await once(proxy, 'listening');
  },
  async resume() {
    proxy?.closeAllConnections();
    if (proxy) await new Promise((resolve) => proxy?.close(resolve));
    proxy = undefined;
    await server?.start();
  },
  /** Lets this many seconds pass for everything that is open. */
  async pass({ seconds }: { seconds: number }) {
    const ago = (column: string) => `${column} = ${column} - make_interval(secs => $1)`;
    const columns = ['opened_at', 'expires_at', 'returned_at', 'active_seen_at'].map(ago).join(', ');
    await admin.query(`update connection_attempts set ${columns} where status = 'open'`, [seconds]);
  },
  async sweep() {
    if (!inside) return;
    await sweepAttempts(inside.deps, inside.deps.orm.em.fork());
    await expireOverdueAttempts(inside.deps);
  },
  /** Freezes PostgreSQL, as a paused virtual machine does, until it is resumed. */
  async pause() {
    const { rows } = await admin.query<{ pid: number }>('select pid from pg_stat_activity');
    const directory = await admin.query<{ data_directory: string }>('show data_directory');
    const file = readFileSync(join(directory.rows[0]?.data_directory ?? '', 'postmaster.pid'), 'utf8');
    paused = [Number(file.split('\n')[0]), ...rows.map(({ pid }) => pid)];
    for (const pid of paused) process.kill(pid, 'SIGSTOP');
  },
  unpause() {
    for (const pid of paused.toReversed()) process.kill(pid, 'SIGCONT');
    paused = [];
  },
  /** Resolves when every connection of the server's shared pool waits for a lock. */
  async holdPool({ cookie, workspaceId }: { cookie: string; workspaceId: string }) {
    holder = await admin.connect();
    await holder.query('begin; lock table composio_apps_cache in access exclusive mode');
    // More than the pool has, so that the next request would be queued.
    const calls = Array.from({ length: POOL * 4 }, () =>
      ask('/trpc/apps.list', { cookie, 'x-patchbay-workspace': workspaceId }),
    );
    for (const call of calls) call.catch(() => undefined); // Any response is fine once the table is free again.
    while ((await waiting()) < POOL) await aMoment();
  },
  /** Throws if the pool was not blocked until the end. */
  async freePool() {
    const held = await waiting();
    await letGo();
    if (held < POOL) throw new Error(`only ${held} of ${POOL} connections waited`);
  },
  /** The return address of an attempt without parameters, which its starter gets by declining once. */
  returnAddress({ attemptId }: { attemptId: string }) {
    const bodies = sandbox.control.requests().map(({ body }) => body as Record<string, string> | undefined);
    return bodies.find((body) => String(body?.['alias']).includes(attemptId))?.['callback_url'];
  },
  /** Resolves when the attempt has ended, as after a return that is judged late. */
  async ended({ attemptId }: { attemptId: string }) {
    while ((await standing(attemptId))?.status === 'open') await aMoment();
  },
  standing: ({ attemptId }: { attemptId: string }) => standing(attemptId),
};

let proxy: Server | undefined;
let paused: number[] = [];
let holder: pg.PoolClient | undefined;

export type Methods = typeof METHODS;

async function letGo(): Promise<void> {
  await holder?.query('rollback');
  holder?.release();
  holder = undefined;
}

async function standing(attemptId: string) {
  const { rows } = await admin.query<{ status: string; reason: string | null; account_id: string }>(
    `select a.status, c.reason_code as reason, a.account_id, c.status as connection
       from connection_attempts a join entity_connections c on c.id = a.connection_id where a.id = $1`,
    [attemptId],
  );
  return rows[0];
}

const aMoment = () => new Promise((resolve) => setTimeout(resolve, 20));

async function waiting(): Promise<number> {
  const { rows } = await admin.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
  );
  return rows[0]?.n ?? 0;
}

async function appsInCatalog(): Promise<number> {
  for (;;) {
    const { rows } = await admin.query<{ n: number }>('select count(*)::int as n from composio_apps_cache');
    if (rows[0]?.n) return rows[0].n;
    await aMoment();
  }
}

function ask(path: string, headers: Record<string, string>): Promise<Response> {
  return fetch(`http://localhost:${PORT}${path}`, { headers });
}

process.on('message', ({ id, method, input }: { id: number; method: keyof Methods; input: never }) => {
  void (async () => {
    const answer = await (async () => METHODS[method](input))().then(
      (result) => ({ id, result }),
      (error: unknown) => ({ id, error: String(error instanceof Error ? error.stack : error) }),
    );
    // The suite may have ended meanwhile.
    if (process.connected) process.send?.(answer);
  })();
});

process.once('disconnect', () => {
  void (async () => {
    METHODS.unpause();
    await letGo();
    proxy?.closeAllConnections();
    proxy?.close();
    await server?.kill();
    await inside?.[Symbol.asyncDispose]();
    await admin.end();
    silent.closeAllConnections();
    silent.close();
    await sandbox.stop();
    await postgres[Symbol.asyncDispose]();
    process.exit(0);
  })();
});
process.send?.({ id: 0 });
