/** `npm run check`: everything that reads the code without running it. `-- --fix` repairs formatting and lint. */
import { availableParallelism } from 'node:os';
import { capture } from './lib/command.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { turbo } from './lib/pnpm.mjs';
import { elapsed, say } from './lib/progress.mjs';
import { checkMachine } from './lib/requirements.mjs';
import { tallyLine } from './lib/tally.mjs';

const fix = process.argv.includes('--fix');

// The longest first: the others run beside it.
const CHECKS = [
  { name: 'types', command: turbo('typecheck --output-logs=errors-only') },
  { name: 'format', command: ['prettier', fix ? '--write' : '--check', '--log-level=warn', '.'] },
  { name: 'lint', command: ['oxlint', ...(fix ? ['--fix'] : [])] },
  { name: 'imports', command: ['depcruise', 'apps', 'packages', '--output-type', 'err'] },
  {
    name: 'modules',
    command: ['depcruise', 'apps/server/src', '--config', '.dependency-cruiser.modules.cjs', '--output-type', 'err'],
  },
  { name: 'scripts', command: ['tsc', '-p', 'scripts'] },
  { name: 'names', command: ['node', 'scripts/plain-names.mjs'] },
  { name: 'unused', command: ['knip', '--no-progress'] },
];

checkMachine();
await ensureDependencies();
const tally = { passed: 0, failed: 0, skipped: 0 };
const queue = [...CHECKS];
// Fixing writes the files that the others read.
const lanes = fix ? 1 : Math.min(2, availableParallelism());
await Promise.all(Array.from({ length: lanes }, work));
say(tallyLine(tally));
process.exitCode = tally.failed > 0 ? 1 : 0;

async function work() {
  for (let check = queue.shift(); check; check = queue.shift()) await report(check);
}

async function report({ name, command }) {
  const since = performance.now();
  const { code, output } = await capture(command);
  tally[code === 0 ? 'passed' : 'failed'] += 1;
  say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(8)} ${elapsed(since)}`);
  if (code !== 0) say(`${output.trim()}\n`);
}
