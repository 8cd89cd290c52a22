/** `npm run bench:catalogue`: the catalogue's sync and its search at the size of the real one, measured. `-- --plans` adds the query plans. */
import { ensureDependencies } from './lib/dependencies.mjs';
import { foreground } from './lib/foreground.mjs';
import { NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

checkMachine();
await ensureDependencies();
process.exitCode = await foreground({
  command: [NODE, 'apps/server/test/bench/catalogue.ts', ...process.argv.slice(2)],
});
