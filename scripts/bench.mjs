/** `npm run bench:<name>`: runs the benchmark apps/server/bench/<name>/run.ts, which lists its options. */
import { ensureDependencies } from './lib/dependencies.mjs';
import { foreground } from './lib/foreground.mjs';
import { NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

const [name, ...options] = process.argv.slice(2);

checkMachine();
await ensureDependencies();
process.exitCode = await foreground({ command: [NODE, `apps/server/bench/${name}/run.ts`, ...options] });
