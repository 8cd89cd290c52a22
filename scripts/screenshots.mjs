/** `npm run screenshots`: pictures of every page in `screenshots/`, to be looked at; see apps/web/screenshots/take.ts. */
import { findChromium, INSTALL_CHROMIUM } from './lib/chromium.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { foreground } from './lib/foreground.mjs';
import { giveUp } from './lib/progress.mjs';
import { environment, inRoot, NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';
import { ensureWebBuild } from './lib/web-build.mjs';

checkMachine();
await ensureDependencies();
await ensureWebBuild();
const chromium = findChromium() ?? giveUp(`There is no Chromium here. To install it: ${INSTALL_CHROMIUM}`);
const playwright = [inRoot('apps/web/node_modules/@playwright/test/cli.js'), 'test'];
process.exitCode = await foreground({
  command: [NODE, ...playwright, '--config', 'playwright.screenshots.config.ts', ...process.argv.slice(2)],
  cwd: inRoot('apps/web'),
  env: environment({ CHROMIUM_PATH: chromium }),
});
