/** Runs one vitest stage, for turbo's cache: `node scripts/stage.mjs unit`. People use `npm test`. */
import { run } from './lib/command.mjs';
import { inRoot, NODE } from './lib/repository.mjs';
import { PROJECTS, reportOf } from './lib/vitest-stages.mjs';

// npx gives its own command line on to what it runs, and an npx of a test would take it for its own.
delete process.env.npm_config_call;
delete process.env.npm_config_package;

const [stage = '', ...filters] = process.argv.slice(2);

process.exitCode = await run([
  NODE,
  inRoot('node_modules/vitest/vitest.mjs'),
  'run',
  ...(PROJECTS[stage] ?? []).map((project) => `--project=${project}`),
  '--reporter=default',
  `--reporter=${inRoot('scripts/lib/flaky-reporter.mjs')}`,
  '--reporter=json',
  `--outputFile.json=${reportOf(stage)}`,
  ...filters,
]);
