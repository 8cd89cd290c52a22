/**
 * `npm run bench:idle`: the cost of an idle process, alone and with nine others on the same database, and how soon a
 * job of one starts in another. Measures CPU time from /proc (Linux) and statements from pg_stat_statements. Prints
 * the figures; exits with 1 if one misses its limit. `-- --seconds 60` for each measurement, `--settle 20` before it,
 * `--jobs 100`; `--statements` lists them.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { databaseHome, readPostmasterFile, startEmbeddedPostgres } from '@patchbay/embedded-postgres';
import { startSandbox } from '@patchbay/sandbox';
import { freePort, ServerProcess } from '../../test/support/server-process.ts';
import { median } from '../measure.ts';
import { measureWakeUp } from './measure-wake-up.ts';
import { familyOf, processorSeconds } from './processor-time.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    settle: { type: 'string', default: '20' },
    jobs: { type: 'string', default: '100' },
    statements: { type: 'boolean', default: false },
  },
});
const [seconds, settle] = [Number(values.seconds), Number(values.settle)];
/** Percent of a core, statements per second, and milliseconds. */
const MAX = { oneCpu: 1, tenCpu: 6, statements: 2, wakeUp: 100 };
const say = (line: string) => process.stdout.write(`${line}\n`);

await using running = new AsyncDisposableStack();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const dir = mkdtempSync(join(tmpdir(), 'patchbay-bench-'));
chmodSync(dir, 0o711);
running.defer(() => rmSync(dir, { recursive: true, force: true }));
const dataDir = join(dir, 'postgres');
const settings = { shared_preload_libraries: 'pg_stat_statements', max_connections: '300' };
const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined, settings });
running.defer(postgres.stop);
const postmaster = readPostmasterFile(databaseHome(dataDir).cluster)?.pid ?? 0;
const sandbox = await startSandbox({ now: Date.now });
running.defer(() => sandbox.stop());

const pool = new pg.Pool({ connectionString: postgres.url, max: 1 });
running.defer(() => pool.end());
await pool.query('create extension if not exists pg_stat_statements');

const processes: ServerProcess[] = [];
for (const [count, maxCpu] of [
  [1, MAX.oneCpu],
  [10, MAX.tenCpu],
] as const) {
  while (processes.length < count) await startOne();
  await pause(settle * 1000);
  const { cpu, databaseCpu, statements } = await measureIdle();
  say(`\n${count} idle process${count > 1 ? 'es' : ''}, PostgreSQL beside them: ${databaseCpu.toFixed(2)} % of a core`);
  judge('% of a core, all together', cpu, maxCpu);
  judge('statements a second of each', statements / count, MAX.statements);
}

const wakeUps = await measureWakeUp(postgres.url, Number(values.jobs));
say(`\na job sent by one process starts in another after ${median(wakeUps).toFixed(1)} ms, by the median`);
judge('milliseconds at most', Math.max(...wakeUps), MAX.wakeUp);

async function startOne(): Promise<void> {
  const one = new ServerProcess(await freePort(), {
    DATABASE_URL: postgres.url,
    PATCHBAY_SECRET: 'a-secret-of-the-benchmark-of-32-characters',
    COMPOSIO_API_KEY: sandbox.apiKey,
    COMPOSIO_BASE_URL: sandbox.url,
    LOG_LEVEL: 'warn',
  });
  await one.start();
  running.defer(async () => void (await one.stop()));
  processes.push(one);
}

async function measureIdle(): Promise<{ cpu: number; databaseCpu: number; statements: number }> {
  const pids = processes.map((each) => each.process.pid);
  await pool.query('select pg_stat_statements_reset()');
  const [before, databaseBefore] = [processorSeconds(pids), processorSeconds(familyOf(postmaster))];
  await pause(seconds * 1000);
  const used = processorSeconds(pids) - before;
  const databaseUsed = processorSeconds(familyOf(postmaster)) - databaseBefore;
  const percent = (part: number) => (part / seconds) * 100;
  return { cpu: percent(used), databaseCpu: percent(databaseUsed), statements: (await countStatements()) / seconds };
}

async function countStatements(): Promise<number> {
  const { rows } = await pool.query<{ calls: number; query: string }>(
    `select calls::float8 as calls, query from pg_stat_statements
      where query not like '%pg_stat_statements%' order by calls desc`,
  );
  if (values.statements)
    for (const row of rows) say(`${row.calls}  ${row.query.replaceAll(/\s+/g, ' ').slice(0, 150)}`);
  return rows.reduce((sum, { calls }) => sum + calls, 0);
}

function judge(what: string, figure: number, most: number): void {
  const good = figure <= most;
  say(`${good ? 'ok  ' : 'OVER'} ${what}: ${figure.toFixed(2)} (at most ${most})`);
  if (!good) process.exitCode = 1;
}
