/** `npm run bench:webhooks`: our receiver beside a bare one; see apps/server/bench/webhooks/run.ts for its options. */
import { run } from './lib/command.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { inRoot, NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

checkMachine();
await ensureDependencies();
process.exitCode = await run([NODE, inRoot('apps/server/bench/webhooks/run.ts'), ...process.argv.slice(2)]);
