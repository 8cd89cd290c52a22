/** `npm run bench:connect-page` and `bench:web-app`: run the benchmark apps/web/bench/<name>/run.ts, which lists its options. */
import { findChromium, INSTALL_CHROMIUM } from './lib/chromium.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { foreground } from './lib/foreground.mjs';
import { giveUp } from './lib/progress.mjs';
import { NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';
import { ensureWebBuild } from './lib/web-build.mjs';

const [name, ...options] = process.argv.slice(2);

checkMachine();
await ensureDependencies();
await ensureWebBuild();
const chromium = findChromium() ?? giveUp(`There is no Chromium here. To install it: ${INSTALL_CHROMIUM}`);
const command = [NODE, `apps/web/bench/${name}/run.ts`, ...options];
process.exitCode = await foreground({ command, env: { ...process.env, CHROMIUM_PATH: chromium } });
