/**
 * `npm run bench:connect`: starts and returns per second, ours beside a bare Express handler that runs the same SQL and
 * makes the same calls, in one run and in turns; with 1,000 connections stored and with 1,000,000 (BENCH_STORED).
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '@patchbay/sandbox';
import { startEmbeddedPostgres } from '../src/adapters/embedded-postgres/embedded-postgres.ts';
import { createApp } from '../src/app.ts';
import { compose } from '../src/composition.ts';
import { syncCatalogue } from '../src/features/catalog/sync-catalogue.ts';
import { createLogger } from '../src/platform/logging/logger.ts';
import { newId } from '../src/platform/ids.ts';
import { settingsFrom } from '../src/settings.ts';
import { linkToken } from '../test/support/connect.ts';
import { inLanes, RawClient } from '../test/support/raw-client.ts';
import { TestBrowser } from '../test/support/test-browser.ts';
import { bareApp } from './bare-app.ts';
import { jobStatement } from './job-statement.ts';

const FLOWS = Number(process.env['BENCH_FLOWS'] ?? 300);
const STORED = (process.env['BENCH_STORED'] ?? '1000,1000000').split(',').map(Number);
/** The best of these counts: what else the machine does only ever makes one slower. */
const TURNS = 5;
const LANES = 8;

await using running = new AsyncDisposableStack();
const dir = mkdtempSync(join(tmpdir(), 'patchbay-bench-'));
chmodSync(dir, 0o711);
running.defer(() => rmSync(dir, { recursive: true, force: true }));
const postgres = await startEmbeddedPostgres({ dataDir: join(dir, 'postgres'), log: () => undefined });
running.defer(postgres.stop);
const sandbox = await startSandbox();
running.defer(() => sandbox.stop());

const ours = createServer();
const url = await listening(ours);
const settings = settingsFrom({
  PUBLIC_URL: url,
  DATABASE_URL: postgres.url,
  PATCHBAY_SECRET: 'a-secret-for-benches-of-more-than-32-characters',
  PATCHBAY_CALLS_PER_MINUTE: 0,
  COMPOSIO_API_KEY: sandbox.apiKey,
  COMPOSIO_BASE_URL: sandbox.url,
});
const composition = await compose(settings, { log: createLogger('silent'), work: false, limitSignIn: false });
running.use(composition);
const { deps } = composition;
const pool = await deps.orm.em.getConnection().getNativeClient();
ours.on('request', createApp(deps));
const bare = createServer(bareApp(deps, { pool, job: await jobStatement(deps) }));
const bareUrl = await listening(bare);
running.defer(() => [ours, bare].forEach((server) => server.close().closeAllConnections()));
await syncCatalogue(deps);
const ada = await TestBrowser.signUp({ url, origin: url }, 'Ada Lovelace');
const session = [...ada.cookies].map((pair) => pair.join('=')).join('; ');

interface Rates {
  starts: number;
  returns: number;
}

let stored = 0;
const table: Record<string, string | number>[] = [];
for (const amount of STORED) {
  await store(amount - stored);
  stored = amount;
  const best = { ours: { starts: 0, returns: 0 }, bare: { starts: 0, returns: 0 } };
  for (let turn = 0; turn < TURNS; turn += 1) {
    better(best.ours, await measure(url, '/trpc/connections.connect'));
    better(best.bare, await measure(bareUrl, '/connect'));
  }
  for (const what of ['starts', 'returns'] as const) {
    const [own, other] = [best.ours[what], best.bare[what]];
    table.push({ stored: amount, what, 'ours /s': own, 'bare /s': other, ratio: (own / other).toFixed(2) });
  }
}
console.table(table);

function better(best: Rates, now: Rates): void {
  best.starts = Math.max(best.starts, now.starts);
  best.returns = Math.max(best.returns, now.returns);
}

/** Starts and finishes flows on fresh connections. Answers how many a second. */
async function measure(base: string, path: string): Promise<Rates> {
  using client = new RawClient(base);
  const ids = await freshConnections(FLOWS);
  const headers = {
    cookie: session,
    origin: url,
    'x-patchbay-workspace': ada.workspaceId,
    'content-type': 'application/json',
  };
  const flows: { path: string; cookie: string }[] = [];
  const started: { body: string; cookies: string[] }[] = [];
  const starts = await rate(ids, async (id) => {
    const {
      status,
      body,
      headers: got,
    } = await client.send({ method: 'POST', path, headers, body: JSON.stringify({ id }) });
    if (status !== 200) throw new Error(`${path}: ${status} ${body}`);
    started.push({ body, cookies: [got['set-cookie'] ?? []].flat() });
  });
  for (const { body, cookies } of started) {
    const redirectUrl = /"redirectUrl":"([^"]+)"/.exec(body)?.[1] ?? '';
    const back = new URL(sandbox.control.approve(linkToken(redirectUrl)) ?? '');
    const own = cookies.map((line) => line.split(';')[0]).join('; ');
    flows.push({ path: back.pathname + back.search, cookie: `${session}; ${own}` });
  }
  const returns = await rate(flows, async (flow) => {
    const { status, headers: got } = await client.send({ path: flow.path, headers: { cookie: flow.cookie } });
    if (status !== 303 || !String(got['location']).includes('connected')) throw new Error(`${flow.path}: ${status}`);
  });
  return { starts, returns };
}

async function rate<Item>(items: Item[], work: (item: Item) => Promise<void>): Promise<number> {
  const since = performance.now();
  await inLanes(items, LANES, work);
  return Math.round((items.length * 1000) / (performance.now() - since));
}

async function freshConnections(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await pool.query(
    `insert into entity_connections (workspace_id, id, app_slug, label, status, added_by, created_at, updated_at)
     select $1, id, 'slack', id::text, 'added', '{"kind":"user","id":"u","name":"u"}', now(), now() from unnest($2::uuid[]) id`,
    [ada.workspaceId, ids],
  );
  return ids;
}

/** Other people's connections, a hundred to a workspace, each with an attempt and two lines of history. */
async function store(count: number): Promise<void> {
  const series = `generate_series($1::int, $2::int) n`;
  const range = [stored + 1, stored + count];
  await pool.query(
    `insert into entity_connections (workspace_id, id, app_slug, label, status, connection_id, added_by, connected_at,
       checked_at, created_at, updated_at, version)
     select 'w' || n / 100, gen_random_uuid(), 'slack', n::text, 'active', 'ca_' || n, '{}', now(), now(), now(), now(), 3
       from ${series}`,
    range,
  );
  await pool.query(
    `insert into connection_attempts (workspace_id, id, connection_id, app_slug, user_id, user_name, nonce_hash,
       browser_hash, account_id, status, opened_at, expires_at, closed_at)
     select workspace_id, gen_random_uuid(), id, 'slack', 'u', 'u', md5(label), '', connection_id, 'authorized', now(),
       now(), now() from entity_connections where workspace_id like 'w%' and label::text ~ '^\\d+$' and label::int between $1 and $2`,
    range,
  );
  // Settled as a database of that size is: nothing left to write from the filling, and statistics that know of it.
  await pool.query('vacuum analyze');
  await pool.query('checkpoint');
}

async function listening(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
