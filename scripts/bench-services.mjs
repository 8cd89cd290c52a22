/** `npm run bench:services`: what a service waits for, beside a bare handler and with a million connections stored. */
import { ensureDependencies } from './lib/dependencies.mjs';
import { foreground } from './lib/foreground.mjs';
import { NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

checkMachine();
await ensureDependencies();
process.exitCode = await foreground({
  command: [NODE, 'apps/server/test/bench/services.ts', ...process.argv.slice(2)],
});
