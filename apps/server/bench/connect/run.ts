/**
 * `npm run bench:connect`: starts and returns per second, compared with a bare Express handler that runs the same SQL
 * and makes the same calls, with 1,000 connections stored and with 1,000,000 (BENCH_STORED=1000,100000 for fewer).
 * All in one run and in turns, so that other load on the machine affects neighboring turns alike. Prints the figures;
 * exits with 1 if one misses its limit.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '@patchbay/sandbox';
import { startEmbeddedPostgres } from '@patchbay/embedded-postgres';
import { median } from '../measure.ts';
import { measureFlows, type Rates } from './measure-flows.ts';
import { createWorld, type World } from './world.ts';

const FLOWS = Number(process.env['BENCH_FLOWS'] ?? 200);
const STORED = (process.env['BENCH_STORED'] ?? '1000,1000000').split(',').map(Number);
const TURNS = Number(process.env['BENCH_TURNS'] ?? 5);
const MIN_SHARE = 0.8;
/** Relative to the rate with the fewest connections. */
const MIN_KEPT = 1 / 1.2;

await using running = new AsyncDisposableStack();
const dir = mkdtempSync(join(tmpdir(), 'patchbay-bench-'));
chmodSync(dir, 0o711);
running.defer(() => rmSync(dir, { recursive: true, force: true }));
const postgres = await startEmbeddedPostgres({ dataDir: join(dir, 'postgres'), log: () => undefined });
running.defer(postgres.stop);
const sandbox = await startSandbox();
running.defer(() => sandbox.stop());

const worlds: World[] = [];
for (const stored of STORED) worlds.push(running.use(await createWorld(postgres.url, sandbox, stored)));

interface Turn {
  ours: Rates;
  bare: Rates;
}

async function turn(world: World): Promise<Turn> {
  const ours = await measureFlows(world, FLOWS, { base: world.ours, path: '/trpc/connections.connect' });
  const bare = await measureFlows(world, FLOWS, { base: world.bare, path: '/connect' });
  return { ours, bare };
}

const turns = worlds.map((): Turn[] => []);
for (const world of worlds) await turn(world); // warm-up
for (let number = 0; number < TURNS; number += 1) {
  for (const [place, world] of worlds.entries()) turns[place]?.push(await turn(world));
}

for (const what of ['starts', 'returns'] as const) {
  for (const [place, { stored }] of worlds.entries()) {
    const here = turns[place] ?? [];
    const [own, other] = [rateOf(here, 'ours', what), rateOf(here, 'bare', what)];
    const share = median(here.map(({ ours, bare }) => ours[what] / bare[what]));
    const kept = median(here.map(({ ours }, number) => ours[what] / (turns[0]?.[number]?.ours[what] ?? NaN)));
    const figures = `${own} a second, bare ${other}, share ${share.toFixed(2)}, kept of the smallest ${kept.toFixed(2)}`;
    const good = share >= MIN_SHARE && kept >= MIN_KEPT;
    process.stdout.write(`${good ? 'ok  ' : 'OVER'} ${what} with ${stored.toLocaleString('en')} stored: ${figures}\n`);
    if (!good) process.exitCode = 1;
  }
}

function rateOf(here: Turn[], whose: keyof Turn, what: keyof Rates): number {
  return Math.round(median(here.map((rates) => rates[whose][what])));
}
