/** `npm run docs`: builds the guides, which the server then serves at /docs. */
import { run } from './lib/command.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { checkMachine } from './lib/requirements.mjs';
import { inRoot } from './lib/repository.mjs';

checkMachine();
await ensureDependencies();
const vitepress = inRoot('apps', 'docs', 'node_modules', 'vitepress', 'bin', 'vitepress.js');
process.exitCode = await run(['node', vitepress, 'build', inRoot('apps', 'docs')]);
