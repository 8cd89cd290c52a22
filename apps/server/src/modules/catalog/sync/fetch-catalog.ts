import { type CatalogApp, type CatalogTrigger, type ProviderCatalog, ProviderFailure } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Logger } from '../../../platform/logging/logger.ts';
import { db } from '../../../platform/orm/tables.ts';
import { ListReader } from './list-reader.ts';
import type { RunningSync } from './sync-run.ts';

export interface AppsAndTriggers {
  apps: CatalogApp[];
  triggers: CatalogTrigger[];
  /** The slugs of all apps that the provider lists, the unreadable ones included. */
  listed: string[];
}

/**
 * All apps and all triggers, a few megabytes together. They are saved in the same rows, so both are fetched before
 * either is saved.
 */
export async function fetchAppsAndTriggers(
  provider: ProviderCatalog,
  em: EntityManager,
  { run, log }: { run: RunningSync; log: Logger },
): Promise<AppsAndTriggers> {
  const readApps = new ListReader('apps', log);
  const apps = await all(readApps.read(provider.apps()), (done) => run.report('apps', done));
  if (apps.length === 0) throw new ProviderFailure('invalid', 'the provider’s catalog is empty');
  const promised = sumOf(apps, 'triggersCount');
  const pages = new ListReader('triggers', log).read(provider.triggers());
  const triggers = await all(pages, (done) => run.report('triggers', done, promised));
  if (triggers.length === 0) await refuseEmpty(em, { what: 'triggers', promised });
  // The slugs of apps are in lower case here.
  const listed = [...apps.map(({ slug }) => slug), ...readApps.unreadable.map((slug) => slug.toLowerCase())];
  return { apps, triggers, listed };
}

/** The total that the provider reports; null if it reports none. */
export function sumOf(apps: CatalogApp[], count: 'actionsCount' | 'triggersCount'): number | null {
  return apps.reduce<number | null>((sum, { [count]: own }) => (sum === null || own === null ? null : sum + own), 0);
}

const KNOWN = {
  triggers: (em: EntityManager) =>
    db(em)
      .selectFrom('composio_apps_cache')
      .select('slug')
      .where('triggers_count', '>', 0)
      .where('gone_at', 'is', null)
      .limit(1),
  actions: (em: EntityManager) =>
    db(em).selectFrom('composio_actions_cache').select('slug').where('gone_at', 'is', null).limit(1),
};

/** An empty list where items exist or are expected means that the provider has a problem. */
export async function refuseEmpty(
  em: EntityManager,
  { what, promised }: { what: keyof typeof KNOWN; promised: number | null },
): Promise<void> {
  const known = await KNOWN[what](em).executeTakeFirst();
  if (known || (promised ?? 0) > 0) {
    throw new ProviderFailure('invalid', `the provider’s list of ${what} is empty`);
  }
}

async function all<Item>(pages: AsyncIterable<Item[]>, report: (done: number) => Promise<void>): Promise<Item[]> {
  const items: Item[] = [];
  await report(0);
  for await (const page of pages) {
    items.push(...page);
    await report(items.length);
  }
  return items;
}
