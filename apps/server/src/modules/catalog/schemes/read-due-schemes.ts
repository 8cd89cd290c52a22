import { ProviderFailure } from '@patchbay/provider';
import { z } from 'zod';
import type { Job } from '../../../platform/jobs/job.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { CatalogDeps } from '../sync/sync-catalog.ts';
import { noteUnread, saveSchemes } from './save-schemes.ts';

/** How long an app's details count, milliseconds. */
const GOOD_FOR_MS = 7 * 24 * 3_600_000;

/** Apps that a run reads at most: what the share of one minute allows with the provider's smallest plan. */
const MAX_AT_A_TIME = 40;

export const readSchemesJob = {
  name: 'read-schemes',
  data: z.object({}),
  retryLimit: 0,
  retryDelayMax: 60,
  cron: '*/5 * * * *',
  singleton: true,
} satisfies Job;

/**
 * Reads what the provider's list of apps does not say: what each way to authorize asks for. Slowly and ahead of people, one
 * request after the other and out of a share of its own, so that it takes nothing from those who connect meanwhile; they read
 * by themselves what was not read yet. What the provider does not tell of an app is asked again when it is due again.
 */
export async function readDueSchemes(deps: CatalogDeps): Promise<void> {
  if (!deps.provider.canChooseScheme) return;
  for (const slug of await dueApps(deps)) if (!(await readOne(deps, slug))) return;
}

/** The most used first. */
async function dueApps({ orm, clock }: CatalogDeps): Promise<string[]> {
  const before = new Date(clock.now().getTime() - GOOD_FOR_MS);
  const rows = await db(orm.em.fork())
    .selectFrom('composio_apps_cache as a')
    .leftJoin('app_auth_schemes as s', 's.slug', 'a.slug')
    .select('a.slug')
    .where('a.gone_at', 'is', null)
    .where('a.needs_auth', '=', true)
    .where((eb) => eb.or([eb('s.read_at', 'is', null), eb('s.read_at', '<', before)]))
    .orderBy('a.position')
    .limit(MAX_AT_A_TIME)
    .execute();
  return rows.map(({ slug }) => slug);
}

/** Answers whether to go on: not where the provider cannot be asked now, not that often, or not with this key. */
async function readOne(deps: CatalogDeps, slug: string): Promise<boolean> {
  const em = deps.orm.em.fork();
  try {
    const details = await deps.provider.readSchemes(slug);
    await (details ? saveSchemes(deps, em, { slug, details }) : noteUnread(deps, em, slug));
    return true;
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    if (error.kind !== 'refused' && error.kind !== 'invalid') return false;
    deps.log.warn({ err: error, app: slug }, 'catalog: the ways to authorize an app could not be read');
    await noteUnread(deps, em, slug);
    return true;
  }
}
