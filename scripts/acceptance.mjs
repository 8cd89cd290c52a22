/** `npm run acceptance`: checks Patchbay's assumptions about Composio. Options follow `--`. */
import { ensureDependencies } from './lib/dependencies.mjs';
import { foreground } from './lib/foreground.mjs';
import { NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

checkMachine();
await ensureDependencies();
process.exitCode = await foreground({ command: [NODE, 'apps/acceptance/src/main.ts', ...process.argv.slice(2)] });
