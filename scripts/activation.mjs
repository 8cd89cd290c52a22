/**
 * `npm run test:activation`: the long run of `apps/web/e2e/activation.spec.ts`, whose short run is part of `npm run
 * test:browser`. Also runs with `ACTIVATION_POLICY=recoverable`, and so the whole table of docs/activation.md.
 */
import { findChromium, INSTALL_CHROMIUM } from './lib/chromium.mjs';
import { run } from './lib/command.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { giveUp } from './lib/progress.mjs';
import { environment, inRoot, NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';
import { ensureWebBuild } from './lib/web-build.mjs';

checkMachine();
await ensureDependencies();
await ensureWebBuild();
const chromium = findChromium();
if (!chromium) giveUp(`There is no Chromium here. To install it: ${INSTALL_CHROMIUM}`);

const playwright = [NODE, inRoot('apps/web/node_modules/@playwright/test/cli.js'), 'test'];
const env = environment({ CHROMIUM_PATH: chromium, PATCHBAY_ACTIVATION: 'full' });
process.exitCode = await run([...playwright, '--config=playwright.activation.config.ts'], {
  cwd: inRoot('apps/web'),
  env,
});
