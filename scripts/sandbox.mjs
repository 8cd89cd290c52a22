/** `npm run sandbox`: runs the stand-in for Composio by itself, to try any client of its API. Options follow `--`. */
import { ensureDependencies } from './lib/dependencies.mjs';
import { foreground } from './lib/foreground.mjs';
import { NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

checkMachine();
await ensureDependencies();
process.exitCode = await foreground({ command: [NODE, 'apps/sandbox/src/main.ts', ...process.argv.slice(2)] });
