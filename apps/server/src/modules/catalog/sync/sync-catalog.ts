import type { CatalogApp, ProviderCatalog, ProviderSchemes } from '@patchbay/provider';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../../../platform/clock.ts';
import type { NewId } from '../../../platform/ids.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { withLock } from '../../../platform/orm/advisory-lock.ts';
import { buildSearch } from '../search/build-search.ts';
import { updateNeedsSetup } from '../schemes/update-needs-setup.ts';
import { markGone } from './catalog-rows.ts';
import { fetchAppsAndTriggers, refuseEmpty, sumOf } from './fetch-catalog.ts';
import { fetchLogos } from './fetch-logos.ts';
import { ListReader } from './list-reader.ts';
import { countActions, saveActions } from './save-actions.ts';
import { saveApps } from './save-apps.ts';
import { RunningSync } from './sync-run.ts';

export interface CatalogDeps {
  orm: MikroORM;
  provider: ProviderCatalog & ProviderSchemes;
  clock: Clock;
  newId: NewId;
  log: Logger;
}

/**
 * Copies the provider's catalog. A row is replaced only by a complete one; nothing is marked as gone before the list that lacks it was
 * read to its end; an empty list is a failure. A run that fails or dies therefore leaves the old catalog with at most some newer rows.
 * Does nothing while another process is syncing. `repeats` is the run that an admin requested, if this is a retry of it.
 */
export async function syncCatalog(deps: CatalogDeps, repeats?: string): Promise<void> {
  await withLock(deps.orm, { lock: 'syncCatalog', whenTaken: 'skip' }, async () => {
    const em = deps.orm.em.fork();
    const run = await RunningSync.begin(em, deps, repeats);
    try {
      await copy(deps, em, run);
      deps.log.info(await run.finish(null), 'catalog: synced');
    } catch (error) {
      await run.finish(error instanceof Error ? error.message : String(error));
      throw error;
    }
  });
}

async function copy(deps: CatalogDeps, em: EntityManager, run: RunningSync): Promise<void> {
  const catalog = await fetchAppsAndTriggers(deps.provider, em, { run, log: deps.log });
  run.wrote(await saveApps(em, catalog, deps.clock.now()));
  run.wrote(await updateNeedsSetup(em));
  await copyActions(deps, run, { em, apps: catalog.apps });
  run.wrote(await buildSearch(em));
  await fetchLogos({ ...deps, run }, em, catalog.apps);
}

/** Actions are the bulk of the catalog and are processed page by page. */
async function copyActions(
  { provider, clock, log }: CatalogDeps,
  run: RunningSync,
  { em, apps }: { em: EntityManager; apps: CatalogApp[] },
): Promise<void> {
  const promised = sumOf(apps, 'actionsCount');
  const reader = new ListReader('actions', log);
  const slugs: string[] = [];
  await run.report('actions', 0, promised);
  for await (const page of reader.read(provider.actions())) {
    run.wrote(await saveActions(em, page, clock.now()));
    slugs.push(...page.map(({ slug }) => slug));
    await run.report('actions', slugs.length, promised);
  }
  if (slugs.length === 0) await refuseEmpty(em, { what: 'actions', promised });
  run.wrote(
    await markGone(em, 'composio_actions_cache', { slugs: [...slugs, ...reader.unreadable], now: clock.now() }),
  );
  run.wrote(await countActions(em, apps));
}
