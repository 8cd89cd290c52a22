/**
 * The long runs with many tabs: `npm run test:tabs` in Chromium with a window and the back/forward cache, `npm run
 * test:firefox` in Firefox. Thirty tabs and thirty loads, with time limits for each; needs a quiet machine.
 */
import { existsSync } from 'node:fs';
import { run } from './lib/command.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { findHeaded, INSTALL_HEADED } from './lib/headed.mjs';
import { say } from './lib/progress.mjs';
import { environment, inRoot, NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';
import { tallyLine } from './lib/tally.mjs';
import { ensureWebBuild } from './lib/web-build.mjs';

const THIRTY = { PATCHBAY_TABS: process.env.PATCHBAY_TABS ?? '30', PATCHBAY_LOADS: process.env.PATCHBAY_LOADS ?? '30' };
const cwd = inRoot('apps/web');

const BROWSERS = {
  async chromium() {
    const headed = await findHeaded();
    if (!headed) return skip(`There is no Chromium with a window here, or no screen for it: ${INSTALL_HEADED}`);
    const playwright = [NODE, inRoot('apps/web/node_modules/@playwright/test/cli.js'), 'test'];
    const command = [...headed.prefix, ...playwright, '--config', 'playwright.tabs.config.ts'];
    return run(command, { cwd, env: environment({ ...THIRTY, CHROMIUM_PATH: headed.chromium }) });
  },
  async firefox() {
    const firefox = [process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox'].find(
      (path) => path && existsSync(path),
    );
    if (!firefox) return skip('There is no Firefox here: sudo apt-get install firefox-esr');
    return run([NODE, 'e2e/firefox-tabs.ts'], { cwd, env: environment({ ...THIRTY, FIREFOX_PATH: firefox }) });
  },
};

const open = BROWSERS[process.argv[2] ?? ''];
if (!open) {
  say(`Say which browser: ${Object.keys(BROWSERS).join(' or ')}.`);
  process.exit(1);
}

checkMachine();
await ensureDependencies();
await ensureWebBuild();
process.exitCode = await open();

function skip(reason) {
  say(reason);
  say(tallyLine({ passed: 0, failed: 0, skipped: 1 }));
  return 0;
}
