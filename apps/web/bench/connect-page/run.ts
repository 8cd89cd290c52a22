/**
 * `npm run bench:connect-page`: Lighthouse on the connect page, and how long it blocks the browser compared with a bare Vue page of the same list in the
 * same run. Fails beyond the bounds. Options: --runs=5 (odd; the middle one counts), --slowdown=4 (of the processor: Lighthouse’s own for a phone).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, request as requests } from '@playwright/test';
import lighthouse from 'lighthouse';
import { startHost } from '../../e2e/connect-host.ts';
import { serveBarePage } from './bare-page.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, slowdown: { type: 'string', default: '4' } },
});
const RUNS = Number(values.runs);
const PORT = 4870;
const DEBUGGER = PORT + 5;
const LEAST_SCORE = 0.95;
const MOST_BLOCKING = 1.5;

interface Measured {
  accessibility: number;
  bestPractices: number;
  /** Milliseconds by which tasks were longer than 50 ms, from the first paint of content until the page is interactive. */
  blocking: number;
  failures: string[];
}

const server = spawn(process.execPath, [join(import.meta.dirname, '../../e2e/server.ts')], {
  cwd: join(import.meta.dirname, '../..'),
  env: { ...process.env, PORT: String(PORT), TRUST_PROXY: '1' },
  stdio: ['ignore', 'ignore', 'inherit'],
  // A group of its own: signals reach both the script and its server.
  detached: true,
});
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: [`--remote-debugging-port=${DEBUGGER}`, '--no-sandbox', '--disable-gpu'],
});
const bare = await serveBarePage();
const request = await requests.newContext();
try {
  await untilReady();
  const host = await startHost({ baseURL: `http://localhost:${PORT}`, request });
  const ours = await repeatedly(() => host.createSession());
  const theirs = await repeatedly(() => Promise.resolve(bare.url));
  await host.close();
  report(ours, theirs);
} finally {
  await request.dispose();
  bare.close();
  await browser.close();
  if (server.pid !== undefined) process.kill(-server.pid, 'SIGTERM');
  await once(server, 'exit');
}

async function untilReady(): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${PORT + 2}`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The middle one of all runs, by how long it blocked. A session's url can be opened once, so each run has its own. */
async function repeatedly(url: () => Promise<string>): Promise<Measured> {
  const all: Measured[] = [];
  for (let run = 0; run < RUNS; run += 1) all.push(await measure(await url()));
  return all.toSorted((a, b) => a.blocking - b.blocking)[Math.floor(RUNS / 2)]!;
}

async function measure(url: string): Promise<Measured> {
  const result = await lighthouse(url, {
    port: DEBUGGER,
    onlyCategories: ['accessibility', 'best-practices', 'performance'],
    throttlingMethod: 'devtools',
    throttling: { cpuSlowdownMultiplier: Number(values.slowdown) },
    logLevel: 'error',
  });
  if (!result) throw new Error('Lighthouse measured nothing');
  const { categories, audits } = result.lhr;
  const counted = ['accessibility', 'best-practices'].flatMap((name) => categories[name]?.auditRefs ?? []);
  return {
    accessibility: categories['accessibility']?.score ?? 0,
    bestPractices: categories['best-practices']?.score ?? 0,
    blocking: audits['total-blocking-time']?.numericValue ?? Infinity,
    failures: counted
      .map(({ id }) => audits[id])
      .filter((audit) => audit?.score != null && audit.score < 1)
      .map((audit) => audit?.title ?? ''),
  };
}

function report(ours: Measured, theirs: Measured): void {
  const ratio = ours.blocking / theirs.blocking;
  const lines = [
    `accessibility    ${ours.accessibility} (at least ${LEAST_SCORE})`,
    `best practices   ${ours.bestPractices} (at least ${LEAST_SCORE})`,
    `blocking time    ${ours.blocking.toFixed(0)} ms, a bare Vue page ${theirs.blocking.toFixed(0)} ms: ${ratio.toFixed(2)} (at most ${MOST_BLOCKING})`,
    ...ours.failures.map((title) => `  ${title}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  const isWell = ours.accessibility >= LEAST_SCORE && ours.bestPractices >= LEAST_SCORE;
  // Neither blocks at all: 0 / 0.
  const isFast = ours.blocking === 0 || ratio <= MOST_BLOCKING;
  if (!isWell || !isFast) process.exitCode = 1;
}
