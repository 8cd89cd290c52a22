import { type OwnConfig, ProviderFailure } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import { anyOf } from '../../../platform/orm/expressions.ts';
import { jsonValue } from '../../../platform/orm/json-value.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { CatalogDeps } from '../sync/sync-catalog.ts';
import { updateNeedsSetup } from './update-needs-setup.ts';

/** Reads which apps the project has auth configs of its own for. What fails is left to the next sync. */
export async function readOwnConfigs({ orm, provider, clock, log }: CatalogDeps): Promise<void> {
  if (!provider.canChooseScheme) return;
  try {
    await saveOwnConfigs(orm.em.fork(), await provider.listOwnConfigs(null), clock.now());
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    log.warn({ err: error }, 'catalog: the project’s own auth configs could not be read');
  }
}

/** Keeps which schemes the project has auth configs of its own for. Of all apps: those that are not named have none. */
async function saveOwnConfigs(em: EntityManager, configs: OwnConfig[], now: Date): Promise<void> {
  const byApp = Map.groupBy(configs, ({ appSlug }) => appSlug);
  const known = db(em).updateTable('app_auth_schemes').where('own_schemes', '<>', jsonValue<string[]>([]));
  const others = byApp.size === 0 ? known : known.where((eb) => eb.not(eb('slug', '=', anyOf([...byApp.keys()]))));
  await others.set({ own_schemes: jsonValue([]) }).execute();
  for (const [slug, own] of byApp) await saveOwnSchemes(em, { slug, own: own.map(({ scheme }) => scheme), now });
  await updateNeedsSetup(em);
}

/** The same for one app, without what follows from it. */
export async function saveOwnSchemes(
  em: EntityManager,
  { slug, own, now, hasEndpoint }: { slug: string; own: string[]; now: Date; hasEndpoint?: boolean | null },
): Promise<void> {
  const kept = {
    own_schemes: jsonValue([...new Set(own)].toSorted()),
    checked_at: now,
    ...(hasEndpoint !== undefined && { has_endpoint: hasEndpoint }),
  };
  await db(em)
    .insertInto('app_auth_schemes')
    .values({ slug, ...kept })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(kept))
    .execute();
}
