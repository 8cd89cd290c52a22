/** `npm run fuzz:webhooks`: a million mutated messages against the verification. `-- 5000000 42` for other numbers: count, seed. */
import { run } from './lib/command.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { environment, inRoot, NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

const [count = '1000000', seed] = process.argv.slice(2);

checkMachine();
await ensureDependencies();
const env = environment({ WEBHOOK_MUTATIONS: count, ...(seed && { WEBHOOK_SEED: seed }) });
const vitest = [NODE, inRoot('node_modules/vitest/vitest.mjs'), 'run', '--project=unit', 'webhooks/mutations.test.ts'];
process.exitCode = await run(vitest, { env });
