/**
 * `npm run test:removals`: takes the checks of connect sessions out of a copy of this repository, one at a time, and runs the test
 * that has to fail then. Exits 1 when one does not, as its check is tested by nothing. `-- --browser` takes those that are seen in a
 * browser instead, `-- --only C4,code-is` those of an attack or whose names begin like this.
 */
import { findChromium, INSTALL_CHROMIUM } from './lib/chromium.mjs';
import { run } from './lib/command.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { giveUp } from './lib/progress.mjs';
import { inRoot, NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';
import { ensureWebBuild } from './lib/web-build.mjs';

const words = process.argv.slice(2);
checkMachine();
await ensureDependencies();
if (words.includes('--browser')) {
  if (!findChromium()) giveUp(`There is no Chromium here. To install it: ${INSTALL_CHROMIUM}`);
  await ensureWebBuild();
}
process.exitCode = await run([NODE, inRoot('scripts/lib/removals/remove-checks.mjs'), ...words]);
