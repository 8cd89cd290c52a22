/**
 * The latency of a service call: `connections.list` (20 rows) with its key check, compared with a bare Express and
 * `pg` handler that runs the same SQL and returns the same response; and the same call with 1,000 and with 1,000,000
 * connections stored. Prints the figures; exits with 1 if one misses its limit. `-- --rows 100000` for fewer.
 */
import { deepEqual } from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres } from '@patchbay/embedded-postgres';
import { createServer } from '../../src/server.ts';
import { compose } from '../../src/composition.ts';
import { createLogger } from '../../src/platform/logging/logger.ts';
import { poolOf } from '../../src/platform/orm/database.ts';
import { settingsFrom } from '../../src/settings.ts';
import { bareApp } from './bare-app.ts';
import { measure, type Measured, median } from '../measure.ts';
import { fillKey, fillWorkspaces } from './fill-workspaces.ts';

const MIN_SHARE = 0.9;
const MAX_GROWTH = 1.2;
const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } });

await using running = new AsyncDisposableStack();
const dir = mkdtempSync(join(tmpdir(), 'patchbay-bench-'));
chmodSync(dir, 0o711);
running.defer(() => rmSync(dir, { recursive: true, force: true }));
const postgres = await startEmbeddedPostgres({ dataDir: join(dir, 'postgres'), log: () => undefined });
running.defer(postgres.stop);

const settings = settingsFrom({
  PUBLIC_URL: 'http://127.0.0.1:1',
  DATABASE_URL: postgres.url,
  PATCHBAY_SECRET: 'a-secret-for-benches-of-more-than-32-characters',
  COMPOSIO_API_KEY: 'none',
  COMPOSIO_BASE_URL: 'http://127.0.0.1:1',
  PATCHBAY_KEY_CALLS_PER_MINUTE: 0,
  COMPOSIO_CALLS_PER_MINUTE: 0,
});
const { deps } = running.use(await compose(settings, { log: createLogger('silent'), work: false }));
const pool = await poolOf(deps.orm);
const patchbay = await listen(createHttpServer(createServer(deps)));
const { token, workspaceId } = await fillKey(pool, deps);
// A pool as `pg` makes it: ours has PostgreSQL keep the plans of repeated statements.
const barePool = new pg.Pool({ connectionString: postgres.url, max: settings.poolSize });
running.defer(() => barePool.end());
const bare = await listen(createHttpServer(bareApp(barePool)));
const headers = { authorization: `Bearer ${token}`, 'x-patchbay-workspace': workspaceId };
const call = `${patchbay}/trpc/connections.list?input=${encodeURIComponent('{"limit":20}')}`;

await fillWorkspaces(barePool, { workspaces: 10, connections: 1_000, first: workspaceId });
await sameAnswer();
const small = await sideBySide();
const share = median(small.patchbay.map(({ perSecond }, round) => perSecond / (small.bare[round]?.perSecond ?? NaN)));
say('bare Express and pg', figure(small.bare), true);
say('connections.list with a key', figure(small.patchbay), true);
say('share of the bare rate, of two neighboring rounds', share.toFixed(2), share >= MIN_SHARE);

const rows = Number(values.rows);
await fillWorkspaces(barePool, { workspaces: rows / 100, connections: rows, first: workspaceId });
const large = await sideBySide();
const p50Of = (rounds: Measured[]) => median(rounds.map(({ p50 }) => p50));
const p50Growth = p50Of(large.patchbay) / p50Of(small.patchbay);
say(`connections.list with ${rows.toLocaleString('en')} stored`, figure(large.patchbay), true);
say('its p50 as a multiple of the small one', p50Growth.toFixed(2), p50Growth <= MAX_GROWTH);

async function sideBySide(): Promise<{ patchbay: Measured[]; bare: Measured[] }> {
  const targets = { patchbay: { url: call, headers }, bare: { url: `${bare}/list`, headers } };
  return measure(targets, { seconds: 1, rounds: 15, connections: 8 });
}

async function sameAnswer(): Promise<void> {
  const [ours, theirs] = await Promise.all([fetch(call, { headers }), fetch(`${bare}/list`, { headers })]);
  const { result } = (await ours.json()) as { result: { data: unknown } };
  const { length } = (result.data as { items: unknown[] }).items;
  if (length !== 20) throw new Error(`the answer has ${length} items`);
  // Says where they differ.
  deepEqual(await theirs.json(), result.data);
}

async function listen(server: ReturnType<typeof createHttpServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function figure(rounds: Measured[]): string {
  const of = (name: keyof Measured) => median(rounds.map((round) => round[name]));
  return `${of('perSecond').toFixed(0)} a second, p50 ${of('p50').toFixed(2)} ms, p95 ${of('p95').toFixed(2)} ms`;
}

function say(what: string, text: string, good: boolean): void {
  process.stdout.write(`${good ? 'ok  ' : 'OVER'} ${what}: ${text}\n`);
  if (!good) process.exitCode = 1;
}
