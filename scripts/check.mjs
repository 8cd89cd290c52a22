/**
 * `npm run check`: all static checks. turbo runs those whose files changed since they last passed, two at a time.
 * `npm run fix` repairs formatting and lint.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { capture, run } from './lib/command.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { turbo } from './lib/pnpm.mjs';
import { lastLines, say } from './lib/progress.mjs';
import { inRoot } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';
import { tallyLine } from './lib/tally.mjs';

/** Where turbo saves the summary of a run. */
const SUMMARIES = inRoot('.turbo', 'runs');

checkMachine();
await ensureDependencies();
process.exitCode = process.argv.includes('--fix') ? await fix() : await check();

async function fix() {
  const codes = [await run(['prettier', '--write', '--log-level=warn', '.']), await run(['oxlint', '--fix'])];
  return Math.max(...codes);
}

async function check() {
  const checks = Object.keys(JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).scripts).filter((name) =>
    name.startsWith('check:'),
  );
  rmSync(SUMMARIES, { recursive: true, force: true });
  const words = '--continue --summarize --concurrency=2 --output-logs=errors-only';
  const { code, output } = await capture(turbo(`typecheck ${checks.join(' ')} ${words}`));
  const tasks = executed();
  for (const task of tasks) say(describe(task));
  const failed = tasks.filter((task) => task.execution?.exitCode !== 0).length;
  const tally = { passed: tasks.length - failed, failed: failed || (code === 0 ? 0 : 1), skipped: 0 };
  if (tally.failed > 0) say(failed ? output : lastLines(output));
  say(tallyLine(tally));
  return tally.failed > 0 ? 1 : 0;
}

/** What turbo did with each task that has a script. */
function executed() {
  const [file] = readdirSync(SUMMARIES);
  const { tasks } = JSON.parse(readFileSync(`${SUMMARIES}/${file}`, 'utf8'));
  return tasks.filter(({ command }) => command !== '<NONEXISTENT>');
}

function describe({ taskId, cache, execution }) {
  const name = taskId.replace('//#', '').replace('@patchbay/', '').replace('#', ': ');
  const took = cache.status === 'HIT' ? 'unchanged' : `${(execution.endTime - execution.startTime) / 1000} s`;
  return `${execution?.exitCode === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(38)} ${took}`;
}
