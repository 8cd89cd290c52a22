/** `npm run bench:connect`: starts and returns per second beside a bare handler; see apps/server/bench/connect.ts. */
import { ensureDependencies } from './lib/dependencies.mjs';
import { foreground } from './lib/foreground.mjs';
import { NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

checkMachine();
await ensureDependencies();
process.exitCode = await foreground({ command: [NODE, 'apps/server/bench/connect.ts', ...process.argv.slice(2)] });
