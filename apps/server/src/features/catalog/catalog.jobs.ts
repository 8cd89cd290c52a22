import { z } from 'zod';
import type { Job } from '../../platform/jobs/job.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import { type CatalogueDeps, syncCatalogue } from './sync-catalogue.ts';

/** Every six hours, and at the first start. */
const syncCatalogueJob = {
  name: 'sync-catalogue',
  data: z.object({}),
  retryLimit: 5,
  retryDelayMax: 60,
  cron: '17 */6 * * *',
} satisfies Job;

export function handleCatalogueJobs({ jobs, ...deps }: CatalogueDeps & { jobs: Jobs }): void {
  jobs.handle(syncCatalogueJob, () => syncCatalogue(deps));
}

/** A new installation has an empty marketplace: fill it now and not at the next full hour. */
export async function syncWhenEmpty({ jobs, orm }: CatalogueDeps & { jobs: Jobs }): Promise<void> {
  const em = orm.em.fork();
  const apps = await executeSql(em, 'select 1 from composio_apps_cache limit 1');
  if (apps.length === 0) await em.transactional((tx) => jobs.send(tx, syncCatalogueJob, { data: {} }));
  jobs.wake();
}
