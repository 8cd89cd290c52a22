import type { Jobs } from '../../platform/jobs/jobs.ts';
import type { ServerModule } from '../../platform/server-module.ts';
import { handleCatalogJobs } from './catalog.jobs.ts';
import { appsRouter, catalogRouter, type CatalogRouterDeps } from './catalog.router.ts';
import type { CatalogDeps } from './sync/sync-catalog.ts';
import { AppSchemesRow } from './schemes/app-schemes.entity.ts';
import { CatalogSearchWord } from './search/search-word.entity.ts';
import { AppLogo } from './app-logo.entity.ts';
import { CatalogActionRow } from './catalog-action.entity.ts';
import { CatalogAppRow } from './catalog-app.entity.ts';
import { SyncRunRow } from './sync/sync-run.entity.ts';

type CatalogModuleDeps = CatalogRouterDeps & CatalogDeps & { jobs: Jobs };

/** Our copy of the provider's apps, actions and triggers. */
export const catalogModule = {
  name: 'catalog',
  entities: [AppLogo, AppSchemesRow, CatalogActionRow, CatalogAppRow, CatalogSearchWord, SyncRunRow],
  routers: (deps: CatalogModuleDeps) => ({ apps: appsRouter(deps), catalog: catalogRouter(deps) }),
  register: handleCatalogJobs,
} satisfies ServerModule<CatalogModuleDeps>;
