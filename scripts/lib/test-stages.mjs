import { join } from 'node:path';
import { findChromium, INSTALL_CHROMIUM } from './chromium.mjs';
import { capture, run } from './command.mjs';
import { say } from './progress.mjs';
import { environment, inRoot, NODE } from './repository.mjs';
import { listedTally, ONE_FAILED, readReport, playwrightTally, readTally, vitestTally } from './tally.mjs';

/** @typedef {{ reports: string, filters: string[] }} StageOptions the folder for the reports; names of test files */

/** @type {Record<string, (options: StageOptions) => Promise<import('./tally.mjs').Tally>>} */
export const STAGES = {
  // Also the web app's own project, which exists only where it has a configuration.
  unit: (options) => vitest('unit', { ...options, project: '!integration' }),
  integration: (options) => vitest('integration', { ...options, project: 'integration' }),
  e2e: playwright,
};

async function vitest(stage, { reports, filters, project }) {
  const report = join(reports, `${stage}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run([
    NODE,
    inRoot('node_modules/vitest/vitest.mjs'),
    'run',
    `--project=${project}`,
    ...reporters,
    ...filters,
  ]);
  return readTally(report, { code, read: vitestTally });
}

async function playwright({ reports, filters }) {
  const report = join(reports, 'e2e.json');
  const chromium = findChromium();
  if (!chromium) return skip(report);
  const env = environment({ CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  const code = await run([...PLAYWRIGHT, '--reporter=list,json', ...filters], { cwd: inRoot('apps/web'), env });
  return readTally(report, { code, read: playwrightTally });
}

const PLAYWRIGHT = [NODE, inRoot('apps/web/node_modules/@playwright/test/cli.js'), 'test'];

async function skip(report) {
  say(`There is no Chromium here, so the browser tests are skipped. To run them: ${INSTALL_CHROMIUM}`);
  const env = environment({ PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  await capture([...PLAYWRIGHT, '--list', '--reporter=json'], { cwd: inRoot('apps/web'), env });
  const listed = readReport(report, listedTally);
  return listed && listed.skipped > 0 ? listed : ONE_FAILED;
}
