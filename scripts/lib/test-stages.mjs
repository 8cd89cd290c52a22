import { join } from 'node:path';
import { findChromium, INSTALL_CHROMIUM } from './chromium.mjs';
import { capture, run } from './command.mjs';
import { findHeaded, INSTALL_HEADED } from './headed.mjs';
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
  // In a browser with a window, and pages kept for the back button, as people have it.
  tabs: playwrightTabs,
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
  if (!chromium) {
    const missing = `There is no Chromium here, so the browser tests are skipped. To run them: ${INSTALL_CHROMIUM}`;
    return skip(report, { missing, config: [] });
  }
  const env = environment({ CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  const code = await run([...PLAYWRIGHT, '--reporter=list,json', ...filters], { cwd: inRoot('apps/web'), env });
  return readTally(report, { code, read: playwrightTally });
}

const PLAYWRIGHT = [NODE, inRoot('apps/web/node_modules/@playwright/test/cli.js'), 'test'];
const WITH_WINDOW = ['--config', 'playwright.tabs.config.ts'];

async function playwrightTabs({ reports, filters }) {
  const report = join(reports, 'tabs.json');
  const headed = await findHeaded();
  if (!headed) {
    const missing =
      'There is no browser with a window here, or no screen for it, so the tests of many tabs are skipped.';
    return skip(report, { missing: `${missing} To run them: ${INSTALL_HEADED}`, config: WITH_WINDOW });
  }
  const env = environment({ CHROMIUM_PATH: headed.chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  const command = [...headed.prefix, ...PLAYWRIGHT, ...WITH_WINDOW, '--reporter=list,json', ...filters];
  const code = await run(command, { cwd: inRoot('apps/web'), env });
  return readTally(report, { code, read: playwrightTally });
}

async function skip(report, { missing, config }) {
  say(missing);
  const env = environment({ PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  await capture([...PLAYWRIGHT, ...config, '--list', '--reporter=json'], { cwd: inRoot('apps/web'), env });
  const listed = readReport(report, listedTally);
  return listed && listed.skipped > 0 ? listed : ONE_FAILED;
}
