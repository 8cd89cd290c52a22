/** `npm run admin-link`: prints a new setup link, which makes one account an admin of this installation. */
import { ensureDependencies } from './lib/dependencies.mjs';
import { foreground } from './lib/foreground.mjs';
import { NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

checkMachine();
await ensureDependencies();
process.exitCode = await foreground({
  command: [NODE, 'apps/server/src/doctor/admin-link.ts', ...process.argv.slice(2)],
});
