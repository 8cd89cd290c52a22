/** `npm start`: from a fresh clone to a running Patchbay. A second start repeats no work. */
import { ensureDependencies } from './lib/dependencies.mjs';
import { foreground } from './lib/foreground.mjs';
import { ensurePackages } from './lib/packages-build.mjs';
import { NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';
import { ensureWebBuild } from './lib/web-build.mjs';

checkMachine();
await ensureDependencies();
await ensureWebBuild();
// Not awaited: only /packages needs it.
void ensurePackages();
// A third less memory than with V8's default; see docs/production.md.
process.exitCode = await foreground({ command: [NODE, '--max-semi-space-size=8', 'apps/server/src/main.ts'] });
