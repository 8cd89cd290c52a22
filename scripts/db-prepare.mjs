/** `npm run db:prepare -- --role patchbay`: makes a database ready for a role that may not create schemas in it. */
import { ensureDependencies } from './lib/dependencies.mjs';
import { foreground } from './lib/foreground.mjs';
import { NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

checkMachine();
await ensureDependencies();
process.exitCode = await foreground({
  command: [NODE, 'apps/server/src/doctor/prepare-database.ts', ...process.argv.slice(2)],
});
