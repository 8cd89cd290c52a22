/**
 * `npm run test:browsers`: the main walks in Chromium, Firefox and WebKit (apps/web/browsers). `-- webkit` for one browser, `--
 * frame` for one walk. A browser that is not installed is skipped, and the run says what to install.
 */
import { run } from './lib/command.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { environment, inRoot, NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';
import { ensureWebBuild } from './lib/web-build.mjs';

checkMachine();
await ensureDependencies();
await ensureWebBuild();
process.exitCode = await run([NODE, 'browsers/main.ts', ...process.argv.slice(2)], {
  cwd: inRoot('apps/web'),
  env: environment(),
});
