import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../../platform/clock.ts';
import type { NewId } from '../../platform/ids.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { withLock } from '../../platform/orm/advisory-lock.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { ProviderCatalogue } from '../provider/provider.port.ts';
import { fetchCatalogue } from './fetch-catalogue.ts';
import { fetchLogos } from './fetch-logos.ts';
import { saveActions, saveApps } from './save-catalogue.ts';

export interface CatalogueDeps {
  orm: MikroORM;
  provider: ProviderCatalogue;
  clock: Clock;
  newId: NewId;
  log: Logger;
}

/**
 * Copies the provider's catalogue. All of it is fetched before any of it is saved, and an empty answer is a failure: a
 * bad fetch never overwrites good rows. Does nothing while another process is at it.
 */
export async function syncCatalogue(deps: CatalogueDeps): Promise<void> {
  await withLock(deps.orm, { lock: 'syncCatalogue', whenTaken: 'skip' }, () => run(deps));
}

async function run(deps: CatalogueDeps): Promise<void> {
  const em = deps.orm.em.fork();
  const id = await begin(deps, em);
  try {
    const catalogue = await fetchCatalogue(deps.provider);
    const syncedAt = deps.clock.now();
    await saveApps(em, catalogue, syncedAt);
    await saveActions(em, catalogue.actions, syncedAt);
    await fetchLogos(deps, em, catalogue.apps);
    await finish(deps, em, { id, error: null, ...catalogue });
    deps.log.info({ apps: catalogue.apps.length, actions: catalogue.actions.length }, 'catalogue: synced');
  } catch (error) {
    await finish(deps, em, { id, error: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}

/** Runs that a dead process left behind are closed here: whoever holds the lock knows that nobody else is running. */
async function begin({ newId, clock }: CatalogueDeps, em: EntityManager): Promise<string> {
  const [id, now] = [newId(), clock.now()];
  await executeSql(
    em,
    `update catalog_sync_runs set status = 'failed', finished_at = $1, error = 'interrupted' where status = 'running'`,
    [now],
  );
  await executeSql(em, `insert into catalog_sync_runs (id, status, started_at) values ($1, 'running', $2)`, [id, now]);
  return id;
}

interface Outcome {
  id: string;
  error: string | null;
  apps?: unknown[];
  actions?: unknown[];
  triggers?: unknown[];
}

async function finish({ clock }: CatalogueDeps, em: EntityManager, outcome: Outcome): Promise<void> {
  const { id, error, apps = [], actions = [], triggers = [] } = outcome;
  await executeSql(
    em,
    `update catalog_sync_runs set status = $2, finished_at = $3, apps = $4, actions = $5, triggers = $6, error = $7
      where id = $1`,
    [id, error ? 'failed' : 'succeeded', clock.now(), apps.length, actions.length, triggers.length, error],
  );
}
