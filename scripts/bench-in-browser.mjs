/** `npm run bench:connect-page`: see apps/web/bench/connect-page/run.ts. */
import { findChromium, INSTALL_CHROMIUM } from './lib/chromium.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { foreground } from './lib/foreground.mjs';
import { giveUp } from './lib/progress.mjs';
import { NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';
import { ensureWebBuild } from './lib/web-build.mjs';

checkMachine();
await ensureDependencies();
await ensureWebBuild();
const chromium = findChromium() ?? giveUp(`There is no Chromium here. To install it: ${INSTALL_CHROMIUM}`);
const command = [NODE, 'apps/web/bench/connect-page/run.ts', ...process.argv.slice(2)];
process.exitCode = await foreground({ command, env: { ...process.env, CHROMIUM_PATH: chromium } });
