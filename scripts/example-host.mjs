/**
 * `npm run example:host`: a product with users of its own, who connect their apps inside it. Needs a running Patchbay (`npm start`),
 * and its installation key: that of the sandbox on this machine, or PATCHBAY_INSTALLATION_KEY_FILE.
 */
import { existsSync } from 'node:fs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { foreground } from './lib/foreground.mjs';
import { say } from './lib/progress.mjs';
import { inRoot, NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

const data = process.env.PATCHBAY_DATA_DIR || inRoot('.patchbay');
const keyFile = process.env.PATCHBAY_INSTALLATION_KEY_FILE || `${data}/installation-key`;
const patchbay = process.env.PATCHBAY_URL || 'http://localhost:3000';

checkMachine();
await ensureDependencies();
const isUp = await fetch(`${patchbay}/healthz`).then(
  ({ ok }) => ok,
  () => false,
);
if (!isUp || !existsSync(keyFile)) {
  say(
    isUp
      ? `There is no installation key in ${keyFile}.`
      : `Patchbay does not answer at ${patchbay}. Start it first: npm start`,
  );
  process.exit(1);
}
for (const built of ['packages/client', 'packages/connect']) {
  const code = await foreground({ command: [NODE, `${built}/scripts/build.mjs`] });
  if (code !== 0) process.exit(code);
}
process.exitCode = await foreground({
  command: [NODE, 'apps/example-host/src/main.ts'],
  env: {
    PATCHBAY_URL: patchbay,
    INSTALLATION_KEY_FILE: keyFile,
    KEPT_IN: `${data}/example-host.json`,
    COMPONENT_FOLDER: inRoot('packages/connect/dist'),
  },
});
