import type { HealthCheck, healthOutput } from '@patchbay/contracts';
import type { z } from 'zod';
import { checkActivation } from './checks/activation.ts';
import { checkAppSetup } from './checks/app-setup.ts';
import { checkCatalog } from './checks/catalog.ts';
import { checkClock } from './checks/clock.ts';
import { checkDatabase } from './checks/database.ts';
import { checkDisk } from './checks/disk.ts';
import { checkMigrations } from './checks/migrations.ts';
import { checkNode } from './checks/node.ts';
import { checkProvider } from './checks/provider.ts';
import { checkPublicUrl } from './checks/public-url.ts';
import { checkSecrets } from './checks/secrets.ts';
import { checkWebhook } from './checks/webhook.ts';
import { checkWebhookSecret } from './checks/webhook-secret.ts';
import type { HealthDeps } from './health.deps.ts';
import { logged } from './logged.ts';
import { failed, type Verdict } from './verdict.ts';

const CHECKS = {
  node: checkNode,
  disk: checkDisk,
  database: checkDatabase,
  migrations: checkMigrations,
  clock: checkClock,
  public_url: checkPublicUrl,
  provider: checkProvider,
  catalog: checkCatalog,
  app_setup: checkAppSetup,
  activation: checkActivation,
  webhook: checkWebhook,
  webhook_secret: checkWebhookSecret,
  secrets: checkSecrets,
} satisfies Record<HealthCheck['name'], (deps: HealthDeps) => Verdict | Promise<Verdict>>;

/** Timeout of one check in milliseconds; a provider call with its retries ends within 30 s. */
const LONGEST_MS = 35_000;

/** Runs all checks in parallel. A check that throws or hangs fails by itself, and not the whole response. */
export async function checkHealth(deps: HealthDeps): Promise<z.infer<typeof healthOutput>> {
  const names = Object.keys(CHECKS) as HealthCheck['name'][];
  const checks = await Promise.all(names.map(async (name) => ({ name, ...(await verdictOf(name, deps)) })));
  return { healthy: checks.every(({ status }) => status !== 'failed'), checks };
}

async function verdictOf(name: HealthCheck['name'], deps: HealthDeps): Promise<Verdict> {
  const check = CHECKS[name];
  const tooLate = new Promise<Verdict>((resolve) => {
    setTimeout(resolve, LONGEST_MS, failed('No answer in time.', 'Look at the log, and try again.')).unref();
  });
  return Promise.race([
    (async () => check(deps))()
      .catch(logged(deps.log, name, 'error'))
      .then((verdict) => verdict ?? failed('The check itself broke.', 'Look at the log, and try again.')),
    tooLate,
  ]);
}
