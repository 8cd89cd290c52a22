/**
 * `npm run bench:webhooks`: our receiver beside a bare one, in turns, on one PostgreSQL that is as durable as it comes.
 * `-- --seconds 10` for each measurement, `--rounds 3`, `--rate 1500` per second, `--stored 5000000` rows before it begins.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/adapters/embedded-postgres/embedded-postgres.ts';
import { flood, type Measured, steady, type Target } from './load.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '2' },
    rate: { type: 'string', default: '1500' },
    stored: { type: 'string', default: '0' },
  },
});
const [seconds, rounds, rate, stored] = [values.seconds, values.rounds, values.rate, values.stored].map(Number) as [
  number,
  number,
  number,
  number,
];
const SECRET = 'whsec_of-the-benchmark';
const say = (line: string) => process.stdout.write(`${line}\n`);

await using running = new AsyncDisposableStack();
const dir = mkdtempSync(join(tmpdir(), 'patchbay-bench-'));
chmodSync(dir, 0o711);
running.defer(() => rmSync(dir, { recursive: true, force: true }));
const postgres = await startEmbeddedPostgres({ dataDir: join(dir, 'postgres'), log: () => undefined });
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
if (stored > 0) await fill(stored);

for (const target of [ours, bare]) await flood(target, 1); // warm
say(`${'receiver'.padEnd(10)}${'load'.padEnd(14)}   per s   failed   p50 ms   p99 ms`);
for (let round = 1; round <= rounds; round += 1) {
  for (const [name, target] of [
    ['ours', ours],
    ['bare', bare],
  ] as const) {
    report(name, 'flood', await flood(target, seconds));
    report(name, `${rate}/s`, await steady(target, { rate, seconds }));
  }
}

function report(name: string, load: string, { rate: reached, failed, p50, p99 }: Measured): void {
  const figures = [reached, failed, p50, p99].map((figure) => `${figure}`.padStart(9)).join('');
  say(`${name.padEnd(10)}${load.padEnd(12)}${figures}`);
}

function start(script: string, env: Record<string, string>): void {
  const child = spawn(process.execPath, [new URL(script, import.meta.url).pathname], {
    env: { ...process.env, DATABASE_URL: postgres.url, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  running.defer(
    () =>
      new Promise<void>((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  );
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

/** Messages of last week and this one, as the receiver would have stored and routed them. */
async function fill(count: number): Promise<void> {
  say(`storing ${count} messages first …`);
  const pool = new pg.Pool({ connectionString: postgres.url, max: 1 });
  await pool.query(
    `insert into webhook_inbox (id, source, message_id, received_at, body, kind, account_id, verdict, routed_at)
     select uuidv7(make_interval(secs => -n % 600000)), 'composio', 'msg_' || gen_random_uuid(), now(),
            convert_to(repeat('x', 300), 'UTF8'), 'trigger', 'ca_bench', 'accepted', now()
       from generate_series(1, $1::int) n`,
    [count],
  );
  await pool.query(
    `insert into webhook_message_ids select source, message_id, received_at from webhook_inbox on conflict do nothing`,
  );
  await pool.query('vacuum analyze');
  await pool.end();
}
