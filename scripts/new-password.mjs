/** `npm run new-password -- ada@example.com`: for somebody who has forgotten theirs. Patchbay sends no mail. */
import { ensureDependencies } from './lib/dependencies.mjs';
import { foreground } from './lib/foreground.mjs';
import { NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

checkMachine();
await ensureDependencies();
process.exitCode = await foreground({
  command: [NODE, 'apps/server/src/doctor/new-password.ts', ...process.argv.slice(2)],
});
