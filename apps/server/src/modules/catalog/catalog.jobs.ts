import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import type { Job } from '../../platform/jobs/job.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import { db } from '../../platform/orm/tables.ts';
import { buildSearch, isSearchOutdated } from './search/build-search.ts';
import { readOwnConfigs } from './schemes/own-configs.ts';
import { readDueSchemes, readSchemesJob } from './schemes/read-due-schemes.ts';
import { type CatalogDeps, syncCatalog } from './sync/sync-catalog.ts';

/** Every six hours, and at the first start. */
export const syncCatalogJob = {
  name: 'sync-catalogue',
  /** The requested run; undefined for a scheduled one. */
  data: z.object({ runId: idSchema.optional() }),
  retryLimit: 5,
  retryDelayMax: 60,
  cron: '17 */6 * * *',
} satisfies Job;

/** Fills the index of a catalog that is there already, after an update of Patchbay. */
const buildSearchJob = {
  name: 'build-catalog-search',
  data: z.object({}),
  retryLimit: 5,
  retryDelayMax: 60,
} satisfies Job;

export function handleCatalogJobs({ jobs, ...deps }: CatalogDeps & { jobs: Jobs }): void {
  jobs.handle(syncCatalogJob, async ({ runId }) => {
    if (!(await isToDo(deps, runId))) return;
    await syncCatalog(deps, runId);
    await readOwnConfigs(deps);
  });
  jobs.handle(buildSearchJob, async () => void (await buildSearch(deps.orm.em.fork())));
  jobs.handle(readSchemesJob, () => readDueSchemes(deps));
}

/** The requested sync may be done already: by the scheduled job, or because an admin requested another one after a failure. */
async function isToDo({ orm }: CatalogDeps, runId: string | undefined): Promise<boolean> {
  if (runId === undefined) return true;
  // Ids are in order of creation.
  const done = db(orm.em.fork())
    .selectFrom('catalog_sync_runs')
    .select('id')
    .where('id', '>=', runId)
    .where('status', '=', 'succeeded');
  return (await done.limit(1).executeTakeFirst()) === undefined;
}

/** Fills the marketplace of a new installation now, not at the next scheduled time; and the search, if it is outdated. */
export async function fillCatalog({ jobs, orm }: CatalogDeps & { jobs: Jobs }): Promise<void> {
  const em = orm.em.fork();
  const app = await db(em).selectFrom('composio_apps_cache').select('slug').limit(1).executeTakeFirst();
  const job = !app ? syncCatalogJob : (await isSearchOutdated(em)) ? buildSearchJob : undefined;
  if (job) await em.transactional((tx) => jobs.send(tx, job, { data: {} }));
}
