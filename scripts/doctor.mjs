/** `npm run doctor`: what is wrong with this installation, and what to do about it. `-- --fix` does what it can itself. */
import { ensureDependencies } from './lib/dependencies.mjs';
import { foreground } from './lib/foreground.mjs';
import { NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

checkMachine();
await ensureDependencies();
process.exitCode = await foreground({ command: [NODE, 'apps/server/src/doctor/main.ts', ...process.argv.slice(2)] });
