import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium, INSTALL_CHROMIUM } from './chromium.mjs';
import { capture, run } from './command.mjs';
import { findHeaded, INSTALL_HEADED } from './headed.mjs';
import { elapsed, say } from './progress.mjs';
import { environment, inRoot, NODE } from './repository.mjs';
import { listedTally, ONE_FAILED, playwrightTally, readReport, readTally, sum } from './tally.mjs';
import { runStage } from './vitest-stages.mjs';

/** @typedef {{ reports: string, filters: string[], shard?: string | undefined, force: boolean }} StageOptions the folder for the reports of browsers; names of test files; `1/2`; whether to run what did not change */

/** @type {Record<string, (options: StageOptions) => Promise<import('./tally.mjs').Tally>>} */
export const STAGES = {
  unit: (options) => runStage('unit', options),
  integration: (options) => runStage('integration', options),
  // The tests with the smoke tag: the most common things people do.
  smoke: (options) => playwright({ ...options, which: ['--grep', SMOKE] }),
  system: (options) => runStage('system', options),
  e2e: (options) => inShards(options),
  // In a browser with a window and the back/forward cache, as people have it.
  tabs: playwrightTabs,
};

/** The stages of `npm test`. */
export const USUAL = ['unit', 'integration', 'smoke'];

/** The stages that need the web app's build. */
export const IN_BROWSER = ['smoke', 'e2e', 'tabs'];

/** The tag of browser tests that are part of the smoke. */
const SMOKE = '@smoke';

/**
 * All but the smoke tests, in shards, so that each is short enough for one machine: `npm run test:browser --
 * --shard=1/2`.
 */
async function inShards(/** @type {StageOptions} */ { shard, ...options }) {
  if (options.filters.length > 0) return playwright({ ...options, which: [] });
  const tallies = [];
  for (const part of shard ? [shard] : ['1/2', '2/2']) {
    const since = performance.now();
    tallies.push(await playwright({ ...options, which: ['--grep-invert', SMOKE, `--shard=${part}`] }));
    say(`shard ${part} took ${elapsed(since)}`);
  }
  return sum(tallies);
}

/** @param {StageOptions & { which: string[] }} options `which`: Playwright's options that select tests */
async function playwright({ reports, filters, which }) {
  const report = join(reports, 'e2e.json');
  rmSync(report, { force: true });
  const chromium = findChromium();
  if (!chromium) {
    const missing = `There is no Chromium here, so the browser tests are skipped. To run them: ${INSTALL_CHROMIUM}`;
    return skip(report, { missing, config: which });
  }
  const env = environment({ CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  const code = await run([...PLAYWRIGHT, '--reporter=list,json', ...which, ...filters], {
    cwd: inRoot('apps/web'),
    env,
  });
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
