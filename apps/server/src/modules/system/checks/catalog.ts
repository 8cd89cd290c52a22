import { readCatalogParts } from '../../catalog/index.ts';
import type { HealthDeps } from '../health.deps.ts';
import { logged } from '../logged.ts';
import { failed, ok, skipped, type Verdict, verdictOn } from '../verdict.ts';
import { NO_DATABASE } from './database.ts';

/** Whether there are apps to connect, and whether they are still those of the provider. */
export async function checkCatalog({
  orm,
  processClock,
  log,
}: Pick<HealthDeps, 'orm' | 'processClock' | 'log'>): Promise<Verdict> {
  if (!orm) return skipped(NO_DATABASE);
  const catalog = await readCatalogParts(orm.em.fork()).catch(logged(log, 'catalog'));
  if (!catalog) return failed('The catalog cannot be read.', 'Check the database first.');
  const says = `${catalog.apps} apps, synced ${catalog.lastSyncedAt?.toISOString() ?? 'never'}.`;
  return verdictOn('catalog', { catalog, now: processClock.now() }) ?? ok(says);
}
