import { ProviderFailure } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import { db } from '../../../platform/orm/tables.ts';
import type { CatalogDeps } from '../sync/sync-catalog.ts';
import { saveOwnConfigs } from './own-configs.ts';
import { saveSchemes } from './save-schemes.ts';

/** How long an app's details count, milliseconds. */
const GOOD_FOR_MS = 7 * 24 * 3_600_000;

/** Apps whose details are read at once. */
const AT_ONCE = 4;

/** Failures in a row after which the rest is left to the next run. */
const MOST_FAILURES = 5;

/**
 * Reads what the provider's list of apps does not say: what each way to authorize asks for, and what the project has set up
 * by itself. One request for an app, so only of those that were not read lately. What fails is left to the next run, or to
 * the person who is about to connect.
 */
export async function readAllSchemes(deps: CatalogDeps): Promise<void> {
  if (!deps.provider.canChooseScheme) return;
  const em = deps.orm.em.fork();
  await readOwnConfigs(deps, em);
  const slugs = await dueApps(deps, em);
  let failures = 0;
  const work = async () => {
    for (let slug = slugs.shift(); slug !== undefined && failures < MOST_FAILURES; slug = slugs.shift()) {
      failures = (await readOne(deps, slug)) ? 0 : failures + 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function readOwnConfigs({ provider, clock, log }: CatalogDeps, em: EntityManager): Promise<void> {
  try {
    await saveOwnConfigs(em, await provider.listOwnConfigs(null), clock.now());
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    log.warn({ err: error }, 'catalog: the project’s own auth configs could not be read');
  }
}

/** The most used first. */
async function dueApps({ clock }: CatalogDeps, em: EntityManager): Promise<string[]> {
  const before = new Date(clock.now().getTime() - GOOD_FOR_MS);
  const rows = await db(em)
    .selectFrom('composio_apps_cache as a')
    .leftJoin('app_auth_schemes as s', 's.slug', 'a.slug')
    .select('a.slug')
    .where('a.gone_at', 'is', null)
    .where('a.needs_auth', '=', true)
    .where((eb) => eb.or([eb('s.read_at', 'is', null), eb('s.read_at', '<', before)]))
    .orderBy('a.position')
    .execute();
  return rows.map(({ slug }) => slug);
}

async function readOne(deps: CatalogDeps, slug: string): Promise<boolean> {
  try {
    const details = await deps.provider.readSchemes(slug);
    if (details) await saveSchemes(deps, deps.orm.em.fork(), { slug, details });
    return true;
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    deps.log.warn({ err: error, app: slug }, 'catalog: the ways to authorize an app could not be read');
    return false;
  }
}
