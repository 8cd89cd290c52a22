/**
 * `npm test`: unit and integration tests and a browser smoke. `npm run test:system` and `npm run test:browser` run
 * the rest. All stages run even when one fails. The last line has the counts. turbo replays the result of a vitest
 * stage whose files have not changed; `--force` always runs it. `npm test -- --unit`, `--integration`, `--smoke`,
 * `--system`, `--e2e`, `--tabs` select stages, `--shard=1/2` a part of `--e2e`; other arguments select test files by
 * name.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { elapsed, say } from './lib/progress.mjs';
import { checkMachine } from './lib/requirements.mjs';
import { sum, tallyLine } from './lib/tally.mjs';
import { IN_BROWSER, STAGES, USUAL } from './lib/test-stages.mjs';
import { ensureWebBuild } from './lib/web-build.mjs';

const SHARD = '--shard=';

const words = process.argv.slice(2);
const asked = Object.keys(STAGES).filter((stage) => words.includes(`--${stage}`));
const stages = asked.length > 0 ? asked : USUAL;
const force = words.includes('--force');
const shard = words.find((word) => word.startsWith(SHARD))?.slice(SHARD.length);
const filters = words.filter(
  (word) => !word.startsWith(SHARD) && word !== '--force' && (!word.startsWith('--') || !(word.slice(2) in STAGES)),
);

checkMachine();
await ensureDependencies();
if (stages.some((stage) => IN_BROWSER.includes(stage))) await ensureWebBuild();

const reports = mkdtempSync(join(tmpdir(), 'patchbay-reports-'));
const results = [];
for (const stage of stages) {
  const since = performance.now();
  say(`\n── ${stage} ──`);
  const run = /** @type {typeof STAGES[string]} */ (STAGES[stage]);
  const tally = await run({ reports, filters, shard, force });
  results.push({ stage, tally, took: elapsed(since) });
}
rmSync(reports, { recursive: true });

const total = sum(results.map(({ tally }) => tally));
say('');
for (const name of total.failures) say(`FAILED ${name}`);
for (const { stage, tally, took } of results) say(`${stage.padEnd(12)} ${tallyLine(tally)} (${took})`);
say(tallyLine(total));
process.exitCode = total.failed > 0 ? 1 : 0;
