import type { Jobs } from '../../platform/jobs/jobs.ts';
import type { ServerModule } from '../../platform/server-module.ts';
import { handleCatalogJobs } from './catalog.jobs.ts';
import { appsRouter, catalogRouter, type CatalogRouterDeps } from './catalog.router.ts';
import type { CatalogDeps } from './sync/sync-catalog.ts';

type CatalogModuleDeps = CatalogRouterDeps & CatalogDeps & { jobs: Jobs };

/** Our copy of the provider's apps, actions and triggers. */
export const catalogModule = {
  name: 'catalog',
  routers: (deps: CatalogModuleDeps) => ({ apps: appsRouter(deps), catalog: catalogRouter(deps) }),
  register: handleCatalogJobs,
} satisfies ServerModule<CatalogModuleDeps>;
