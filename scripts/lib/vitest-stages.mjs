import { rmSync } from 'node:fs';
import { run } from './command.mjs';
import { turbo } from './pnpm.mjs';
import { inRoot, NODE } from './repository.mjs';
import { readTally, vitestTally } from './tally.mjs';

/** The projects of vitest.config.ts that each stage runs. @type {Record<string, string[]>} */
export const PROJECTS = {
  // Also the web app's own project, which only exists with its configuration.
  unit: ['unit', 'web'],
  integration: ['integration'],
  // Processes, crashes, attacks, poolers.
  system: ['system'],
};

/** Where a stage writes its report. @param {string} stage */
export const reportOf = (stage) => inRoot('reports', `${stage}.json`);

/**
 * Runs a stage with turbo, which replays the result if its files have not changed since it passed; `force` always
 * runs it. Some of its files always run.
 * @param {string} stage
 * @param {{ filters: string[], force: boolean }} options
 */
export async function runStage(stage, { filters, force }) {
  rmSync(reportOf(stage), { force: true });
  // Tests depend on more environment variables than turbo knows: where a browser or a server is, which case to
  // repeat.
  const words = `--env-mode=loose --log-prefix=none --output-logs=full${force ? ' --force' : ''}`;
  const isPart = filters.length > 0;
  const code = await run(
    isPart ? [NODE, inRoot('scripts/stage.mjs'), stage, ...filters] : turbo(`stage:${stage} ${words}`),
  );
  return readTally(reportOf(stage), { code, read: vitestTally });
}
