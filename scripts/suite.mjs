/**
 * The long runs of suites whose short runs are part of `npm run test:system`: `npm run test:attack [-- --full]`,
 * `test:model`, `test:crash`, `test:upgrade`, `test:degraded`, `test:schemas`, `test:pooler`. PATCHBAY_SEED repeats a
 * run; the variables below set its length; PATCHBAY_TEST_LOG=error shows the log of servers that run as separate
 * processes.
 */
import { run } from './lib/command.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { say } from './lib/progress.mjs';
import { environment, inRoot, NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

const [suite, ...words] = process.argv.slice(2);

const SUITES = {
  attack: { PATCHBAY_ATTACK: words.includes('--full') ? 'full' : 'attack' },
  model: { PATCHBAY_MODEL_RUNS: '10000', PATCHBAY_MODEL_STEPS: '50' },
  crash: {
    PATCHBAY_KILLS: '1000',
    PATCHBAY_DATABASE_STOPS: '100',
    PATCHBAY_ROUNDS: '2000',
    PATCHBAY_WEBHOOK_SECONDS: '600',
    PATCHBAY_WEBHOOK_CUTS: '5',
  },
  upgrade: {},
  degraded: {},
  schemas: {},
  pooler: { PATCHBAY_TEST_POOLER: '1' },
};

const SERVER = 'apps/server/src';

/** Tests to run besides the folder with the suite's name. */
const BESIDE = {
  attack: [
    `${SERVER}/modules/identity/sign-in-guesses`,
    `${SERVER}/platform/database/connection-url`,
    `${SERVER}/modules/outbound-webhooks/delivery/exact-body`,
    'packages/client/test/exact-numbers',
  ],
  pooler: ['connections', 'inbound-webhooks', 'events', 'outbound-webhooks']
    .map((module) => `${SERVER}/modules/${module}/`)
    .concat(`${SERVER}/platform/jobs/`),
};

const defaults = SUITES[suite ?? ''];
if (!defaults) {
  say(`There is no suite "${suite}"; there are ${Object.keys(SUITES).join(', ')}.`);
  process.exit(1);
}

checkMachine();
await ensureDependencies();
const own = Object.fromEntries(
  Object.keys(defaults).flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
);
const vitest = [
  NODE,
  inRoot('node_modules/vitest/vitest.mjs'),
  'run',
  '--project=integration',
  '--project=system',
  '--project=unit',
  '--no-file-parallelism',
  `apps/server/test/${suite}/`,
  ...(BESIDE[suite] ?? []),
];
process.exitCode = await run(vitest, { env: environment({ ...defaults, ...own, PATCHBAY_LONG: '1' }) });
