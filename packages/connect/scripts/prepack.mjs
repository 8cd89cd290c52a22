/** Before `npm pack` and `npm publish`, also in a clone where nothing is installed yet: builds what the package contains. */
import { ensureDependencies } from '../../../scripts/lib/dependencies.mjs';

await ensureDependencies();
await import('./build.mjs');
