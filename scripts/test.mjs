/**
 * `npm test`: unit, integration and browser tests, all stages even when one fails. The last line is the count.
 * `npm test -- --unit`, `--integration`, `--e2e`, `--tabs` pick stages; other words pick test files by name.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { elapsed, say } from './lib/progress.mjs';
import { checkMachine } from './lib/requirements.mjs';
import { sum, tallyLine } from './lib/tally.mjs';
import { STAGES } from './lib/test-stages.mjs';
import { ensureWebBuild } from './lib/web-build.mjs';

const words = process.argv.slice(2);
const asked = Object.keys(STAGES).filter((stage) => words.includes(`--${stage}`));
const stages = asked.length > 0 ? asked : Object.keys(STAGES);
const filters = words.filter((word) => !word.startsWith('--') || !(word.slice(2) in STAGES));

checkMachine();
await ensureDependencies();
if (stages.includes('e2e') || stages.includes('tabs')) await ensureWebBuild();

const reports = mkdtempSync(join(tmpdir(), 'patchbay-reports-'));
const results = [];
for (const stage of stages) {
  const since = performance.now();
  say(`\n── ${stage} ──`);
  const tally = await STAGES[stage]({ reports, filters });
  results.push({ stage, tally, took: elapsed(since) });
}
rmSync(reports, { recursive: true });

say('');
for (const { stage, tally, took } of results) say(`${stage.padEnd(12)} ${tallyLine(tally)} (${took})`);
const total = sum(results.map(({ tally }) => tally));
say(tallyLine(total));
process.exitCode = total.failed > 0 ? 1 : 0;
