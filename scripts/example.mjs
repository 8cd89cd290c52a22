/**
 * `npm run example`: a service that uses Patchbay, in a folder with nothing but the packed client. Needs a running
 * Patchbay and a service key: PATCHBAY_URL, PATCHBAY_KEY, PATCHBAY_WORKSPACE.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { foreground } from './lib/foreground.mjs';
import { say } from './lib/progress.mjs';
import { inRoot, NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

const NEEDED = ['PATCHBAY_URL', 'PATCHBAY_KEY', 'PATCHBAY_WORKSPACE'];

const missing = NEEDED.filter((name) => !process.env[name]);
if (missing.length > 0) {
  say(`Set ${missing.join(', ')} first. Settings → Service keys shows all three when you make a key with the scopes`);
  say('connections:read, actions:execute and events:read; Patchbay runs by `npm start`.');
  process.exit(1);
}

checkMachine();
await ensureDependencies();
const folder = mkdtempSync(join(tmpdir(), 'patchbay-example-'));
const { installInto } = await import('../packages/client/scripts/install-into.mjs');
say(`Installing the packed client into ${folder} …`);
installInto(folder);
copyFileSync(inRoot('apps/example-service/src/main.ts'), join(folder, 'main.ts'));
// Kept next to the data, so that the next run continues where this one ended.
const places = inRoot('.patchbay/example', encodeURIComponent(process.env.PATCHBAY_WORKSPACE ?? ''));
mkdirSync(places, { recursive: true });
const env = { PLACE_FOLDER: process.env.PLACE_FOLDER ?? places };
process.exitCode = await foreground({ command: [NODE, join(folder, 'main.ts')], cwd: folder, env });
rmSync(folder, { recursive: true });
