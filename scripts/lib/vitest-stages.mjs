import { rmSync } from 'node:fs';
import { run } from './command.mjs';
import { turbo } from './pnpm.mjs';
import { inRoot, NODE } from './repository.mjs';
import { readTally, vitestTally } from './tally.mjs';

/** The projects of vitest.config.ts that each stage runs. @type {Record<string, string[]>} */
export const PROJECTS = {
  // Also the web app's own project, which exists only where it has a configuration.
  unit: ['unit', 'web'],
  integration: ['integration'],
  // Processes, crashes, attacks, poolers.
  system: ['system'],
};

/** Where a stage leaves what it found. @param {string} stage */
export const reportOf = (stage) => inRoot('reports', `${stage}.json`);

/**
 * Runs a stage by turbo, which repeats what it said of the same files when it was last green; `force` runs it all the same.
 * Some files of it are run each time.
 * @param {string} stage
 * @param {{ filters: string[], force: boolean }} options
 */
export async function runStage(stage, { filters, force }) {
  rmSync(reportOf(stage), { force: true });
  // Tests look at more of the environment than its name says: where a browser or a server is, which case to repeat.
  const words = `--env-mode=loose --log-prefix=none --output-logs=full${force ? ' --force' : ''}`;
  const isPart = filters.length > 0;
  const code = await run(
    isPart ? [NODE, inRoot('scripts/stage.mjs'), stage, ...filters] : turbo(`stage:${stage} ${words}`),
  );
  return readTally(reportOf(stage), { code, read: vitestTally });
}
