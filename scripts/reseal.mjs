/** `npm run reseal`: seals every stored secret with the current PATCHBAY_SECRET. */
import { ensureDependencies } from './lib/dependencies.mjs';
import { foreground } from './lib/foreground.mjs';
import { NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

checkMachine();
await ensureDependencies();
process.exitCode = await foreground({
  command: [NODE, 'apps/server/src/doctor/reseal.ts', ...process.argv.slice(2)],
});
