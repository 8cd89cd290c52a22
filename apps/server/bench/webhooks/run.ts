/**
 * `npm run bench:webhooks`: our receiver compared with a bare one, in turns, on one fully durable PostgreSQL, with a
 * thousand messages stored and with five million. The bare one's table only has its own messages. Prints the figures;
 * exits with 1 if one misses its limit. `-- --seconds 5` for each flood, `--rounds 5` of them, `--rate 1500` per
 * second, `--stored 1000,100000` for fewer messages.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres } from '@patchbay/embedded-postgres';
import { median } from '../measure.ts';
import { flood, type Measured, steady, type Target } from './load.ts';
import { watchStolenTime } from './stolen-time.ts';

const { values } = parseArgs({
  options: {
    // Many short floods in turns: a machine's speed drifts by a fifth within half a minute, and both should be
    // affected alike.
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '11' },
    rate: { type: 'string', default: '1500' },
    stored: { type: 'string', default: '1000,5000000' },
  },
});
const [seconds, rounds, rate] = [Number(values.seconds), Number(values.rounds), Number(values.rate)];
const MIN_SHARE = 1;
/** Of our p99, as a multiple of the bare one's. */
const MAX_P99 = 1.2;
const MAX_GROWTH = 1.2;
/** Longer than a flood: in a few seconds, one pause of the garbage collector would be the p99. */
const STEADY = { rounds: 3, seconds: 20 };
/** Maximum share of stolen CPU time during a measurement. */
const MAX_STOLEN = 0.05;
const SECRET = 'whsec_of-the-benchmark';
const say = (line: string) => process.stdout.write(`${line}\n`);

await using running = new AsyncDisposableStack();
// An exit stops the database too, a signal alone does not.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const dir = mkdtempSync(join(tmpdir(), 'patchbay-bench-'));
chmodSync(dir, 0o711);
running.defer(() => rmSync(dir, { recursive: true, force: true }));
const postgres = await startEmbeddedPostgres({
  dataDir: join(dir, 'postgres'),
  log: () => undefined,
  settings: { min_wal_size: '1GB' },
});
running.defer(postgres.stop);

const ours: Target = { port: 4601, path: '/webhooks/composio', secret: SECRET };
const bare: Target = { port: 4602, path: '/', secret: SECRET };
start('../../src/main.ts', {
  PORT: `${ours.port}`,
  PUBLIC_URL: `http://127.0.0.1:${ours.port}`,
  PATCHBAY_SECRET: 'a-secret-of-the-benchmark-of-32-characters',
  COMPOSIO_API_KEY: 'none',
  COMPOSIO_BASE_URL: 'http://127.0.0.1:9',
  COMPOSIO_WEBHOOK_SECRET: SECRET,
  LOG_LEVEL: 'silent',
});
start('./bare-receiver.ts', { PORT: `${bare.port}`, SECRET, POOL: '16' });
await Promise.all([answers(`http://127.0.0.1:${ours.port}/readyz`), answers(`http://127.0.0.1:${bare.port}/`)]);

const pool = new pg.Pool({ connectionString: postgres.url, max: 1 });
running.defer(() => pool.end());
await useLogFiles();

let filled = 0;
/**
 * CPU time of a message, in milliseconds and as a multiple of the bare receiver's, which accounts for the machine's
 * speed.
 */
const costs: { ms: number; multiple: number }[] = [];
for (const stored of values.stored.split(',').map(Number)) {
  await fill(stored - filled);
  filled = stored;
  for (const target of [ours, bare]) await flood(target, 5); // warm-up, so that everything is compiled
  await routed();
  say(`\n${stored.toLocaleString('en')} stored`);
  const shares: number[] = [];
  const own: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const pair = await floodInTurns(round);
    own.push(pair.ours);
    shares.push(pair.ours.rate / pair.bare.rate);
  }
  const steadily = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < STEADY.rounds; round += 1) {
    steadily.ours.push((await undisturbed(`ours  ${rate}/s`, () => steadyFor(ours))).p99);
    steadily.bare.push((await undisturbed(`bare  ${rate}/s`, () => steadyFor(bare))).p99);
  }
  const share = median(shares);
  const p99 = median(steadily.ours) / median(steadily.bare);
  costs.push({ ms: 1000 / median(own.map((flooded) => flooded.rate)), multiple: 1 / share });
  judge('share of the bare rate, by the median round', share.toFixed(2), share >= MIN_SHARE);
  judge(`p99 at ${rate} a second, as a multiple of the bare one's`, p99.toFixed(2), p99 <= MAX_P99);
}
const growth = (costs.at(-1)?.multiple ?? NaN) / (costs[0]?.multiple ?? NaN);
const each = costs.map(({ ms }) => ms.toFixed(2)).join(' and ');
judge(
  'milliseconds of a message; beside the bare one, the largest as a multiple of the smallest',
  `${each}; ${growth.toFixed(2)}`,
  growth <= MAX_GROWTH,
);

/** One after the other, and in reverse order the next time. */
async function floodInTurns(round: number): Promise<{ ours: Measured; bare: Measured }> {
  const floodOurs = () => undisturbed('ours  flood', () => flood(ours, seconds));
  const floodBare = () => undisturbed('bare  flood', () => flood(bare, seconds));
  if (round % 2 === 0) return { ours: await floodOurs(), bare: await floodBare() };
  const bareFirst = await floodBare();
  return { ours: await floodOurs(), bare: bareFirst };
}

function steadyFor(target: Target): Promise<Measured> {
  return steady(target, { rate, seconds: STEADY.seconds });
}

/**
 * Repeats a measurement up to five times while the host steals CPU time, because such figures say little about either
 * receiver. The last one counts.
 */
async function undisturbed(name: string, measureOnce: () => Promise<Measured>): Promise<Measured> {
  for (let left = 5; ; left -= 1) {
    const stolen = watchStolenTime();
    const measured = await measureOnce();
    const share = stolen();
    const counts = share <= MAX_STOLEN || left === 0;
    const remarks = [
      ...(share > MAX_STOLEN ? [`the host took ${Math.round(share * 100)} %${counts ? '' : ': again'}`] : []),
      ...(await routed()),
    ];
    report(name, measured, remarks);
    if (counts) return measured;
  }
}

/**
 * Waits until nothing is left to route, so that one measurement leaves no work to the next one. Reports the time if
 * it was long.
 */
async function routed(): Promise<string[]> {
  const since = performance.now();
  for (;;) {
    const { rows } = await pool.query<{ id: string }>('select id from webhook_queue limit 1');
    const took = (performance.now() - since) / 1000;
    if (rows.length === 0) return took > 0.5 ? [`all routed ${took.toFixed(1)} s later`] : [];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function report(name: string, { rate: reached, failed, p50, p99 }: Measured, remarks: string[]): void {
  const figures = [`${reached} a second`, `${failed} failed`, `p50 ${p50} ms`, `p99 ${p99} ms`];
  say(`     ${name.padEnd(14)}${figures.map((figure) => figure.padStart(16)).join('')}   ${remarks.join(', ')}`);
}

function judge(what: string, figure: string, good: boolean): void {
  say(`${good ? 'ok  ' : 'OVER'} ${what}: ${figure}`);
  if (!good) process.exitCode = 1;
}

/** With the flag of `npm start`. */
function start(script: string, env: Record<string, string>): void {
  const command = ['--max-semi-space-size=8', new URL(script, import.meta.url).pathname];
  const child = spawn(process.execPath, command, {
    env: { ...process.env, DATABASE_URL: postgres.url, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  running.defer(() => (end(), ended));
}

async function answers(url: string): Promise<void> {
  for (let tries = 300; ; tries -= 1) {
    const status = await fetch(url).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200 || status === 401) return;
    if (tries === 0) throw new Error(`${url} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * A database that has run for a while reuses its log files. A new one creates each of them, 16 MB of zeros, and every
 * commit waits some 60 ms for it: at 1,500 per second that alone would be the p99 of either receiver.
 */
async function useLogFiles(): Promise<void> {
  const written = `select pg_logical_emit_message(false, 'bench', repeat('x', 1024 * 1024)) from generate_series(1, 1024)`;
  await pool.query(written);
  await pool.query('checkpoint');
}

/**
 * Messages of last week and this one, as the receiver would have stored and routed them; afterwards the database is
 * idle.
 */
async function fill(count: number): Promise<void> {
  await pool.query(
    `with stored as (
       insert into webhook_inbox (id, source, message_id, received_at, body, kind, account_id, verdict)
       select uuidv7(make_interval(secs => -n % 600000)), 'composio', 'msg_' || gen_random_uuid(), now(),
              convert_to(repeat('x', 300), 'UTF8'), 'trigger', 'ca_bench', 'accepted'
         from generate_series(1, $1::int) n
       returning source, message_id, received_at
     )
     insert into webhook_message_ids (digest, received_at)
     select webhook_message_digest(source, message_id), received_at from stored`,
    [count],
  );
  await pool.query('vacuum analyze');
  await pool.query('checkpoint');
}
