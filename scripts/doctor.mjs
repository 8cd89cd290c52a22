/** `npm run doctor`: checks this installation and says what to do. `-- --fix` fixes what it can. */
import { ensureDependencies } from './lib/dependencies.mjs';
import { foreground } from './lib/foreground.mjs';
import { NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

checkMachine();
await ensureDependencies();
process.exitCode = await foreground({ command: [NODE, 'apps/server/src/doctor/main.ts', ...process.argv.slice(2)] });
