/**
 * The sync and the search at the real size: 1,540 apps, 20,000 actions, 3,000 triggers. Prints the figures; exits
 * with 1 if one exceeds its limit.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { MikroORM } from '@mikro-orm/postgresql';
import { startEmbeddedPostgres } from '@patchbay/embedded-postgres';
import { ENTITIES } from '../../src/entities.ts';
import { createLogger } from '../../src/platform/logging/logger.ts';
import { openDatabase } from '../../src/platform/orm/database.ts';
import { migrate } from '../../src/platform/orm/migrate.ts';
import { child } from './child.ts';
import { searchTimes } from './search-times.ts';

const SIZE = ['--toolkits', '1540', '--actions', '20000', '--triggers', '3000'];
const SANDBOX = join(import.meta.dirname, '../../../sandbox/src/main.ts');
const SYNC = join(import.meta.dirname, 'sync-once.ts');

await using running = new AsyncDisposableStack();
const dir = mkdtempSync(join(tmpdir(), 'patchbay-bench-'));
chmodSync(dir, 0o711);
running.defer(() => rmSync(dir, { recursive: true, force: true }));
const postgres = await startEmbeddedPostgres({ dataDir: join(dir, 'postgres'), log: () => undefined });
running.defer(postgres.stop);
const log = createLogger('silent');
const orm = await openDatabase({ url: postgres.url, entities: ENTITIES, poolSize: 4, log });
running.defer(() => orm.close());
await migrate(orm);
const sandbox = running.use(child(SANDBOX, ['--port', '0', ...SIZE]));
const sandboxUrl = (await sandbox.firstLine).split(' ').at(-1) ?? '';

const first = await sync();
say('first sync', timeOf(first), first.seconds < 60);
say('its memory', `${first.mebibytes.toFixed(0)} MiB`, first.mebibytes < 400);
say('what is there', JSON.stringify(await counts()), true);

const before = await versions();
const second = await sync();
say('second sync, nothing changed', timeOf(second), second.seconds < 15);
say('rows rewritten or locked by it', (await versions()) === before ? 'none' : 'some', (await versions()) === before);

await execute(`update composio_actions_cache set content_hash = ''`);
await using victim = child(SYNC, [postgres.url, sandboxUrl, 'sandbox-key']);
while ((await doneActions()) < 5_000) await delay(20);
victim.process.kill('SIGKILL');
await victim.ended;
const left = await counts();
say('killed with -9 halfway, what is left', JSON.stringify(left), left?.apps === 1540 && left.actions === 20_000);
const third = await sync();
const stale = await execute<{ rows: number }>(
  `select count(*)::int as rows from composio_actions_cache where content_hash = ''`,
);
say('the next sync finishes', timeOf(third), stale[0]?.rows === 0);

await execute('analyze');
const { found, searches, p95, readP95, slowest } = await searchTimes(postgres.url);
say('the right app among the first three', `${found} of ${searches} searches`, found >= searches * 0.95);
say('a search, p95', `${p95.toFixed(1)} ms`, true);
say('a read by primary key, p95', `${readP95.toFixed(1)} ms`, true);
say('times as long', (p95 / readP95).toFixed(2), p95 <= 3 * readP95);
say('the slowest', `${slowest.ms.toFixed(1)} ms for “${slowest.query}”`, true);

async function sync(): Promise<Cost> {
  await using once = child(SYNC, [postgres.url, sandboxUrl, 'sandbox-key']);
  const line = await once.firstLine;
  if (!line) throw new Error('the sync failed');
  return JSON.parse(line) as Cost;
}

interface Cost {
  seconds: number;
  cpuSeconds: number;
  mebibytes: number;
}

/** For every row, the transactions that wrote and locked it. */
async function versions(): Promise<string> {
  const columns = 'slug, xmin::text, xmax::text';
  const all = `select ${columns} from composio_apps_cache union all select ${columns} from composio_actions_cache order by 1`;
  return JSON.stringify(await execute(all));
}

async function counts(): Promise<{ apps: number; actions: number; triggers: number } | undefined> {
  const [row] = await execute<{ apps: number; actions: number; triggers: number }>(
    `select (select count(*)::int from composio_apps_cache where gone_at is null) as apps,
            (select count(*)::int from composio_actions_cache where gone_at is null) as actions,
            (select sum(json_array_length(app_metadata->'triggers'))::int from composio_apps_cache) as triggers`,
  );
  return row;
}

async function doneActions(): Promise<number> {
  const [row] = await execute<{ done: number }>(
    `select done from catalog_sync_runs where status = 'running' and stage = 'actions'`,
  );
  return row?.done ?? 0;
}

async function execute<Row>(text: string): Promise<Row[]> {
  return (orm satisfies MikroORM).em.fork().getConnection().execute<Row[]>(text);
}

function timeOf({ seconds, cpuSeconds }: Cost): string {
  return `${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of processor)`;
}

function say(what: string, figure: string, good: boolean): void {
  process.stdout.write(`${good ? 'ok  ' : 'OVER'} ${what}: ${figure}\n`);
  if (!good) process.exitCode = 1;
}
