import { t } from '../../platform/trpc/trpc.ts';
import { inputObject, noInput } from '../../platform/trpc/input-object.ts';
import { appSlug } from './known-app.ts';
import type { Procedures } from '../access/index.ts';
import { catalogStatus, catalogStatusOutput } from './catalog-status.ts';
import { getApp } from './get-app.ts';
import { listActions, listActionsInput, listActionsOutput } from './list-actions.ts';
import { listApps, listAppsInput, listAppsOutput } from './list-apps.ts';
import { categoriesInput, categoriesOutput, listCategories } from './list-categories.ts';
import { listRuns, listRunsInput, listRunsOutput } from './list-runs.ts';
import { listTriggers, listTriggersInput, listTriggersOutput } from './list-triggers.ts';
import { appDetailSchema } from './read-apps.ts';
import { requestSync, type RequestSyncDeps, requestSyncOutput } from './sync/request-sync.ts';

export function appsRouter({ procedures }: { procedures: Procedures }) {
  const viewer = procedures.withKeys('viewer', 'apps:read');
  return t.router({
    list: viewer
      .input(listAppsInput)
      .output(listAppsOutput)
      .query(({ ctx, input }) => listApps(ctx, input)),
    get: viewer
      .input(inputObject({ slug: appSlug }))
      .output(appDetailSchema)
      .query(({ ctx, input }) => getApp(ctx, input)),
    categories: viewer
      .input(categoriesInput)
      .output(categoriesOutput)
      .query(({ ctx, input }) => listCategories(ctx, input)),
    actions: viewer
      .input(listActionsInput)
      .output(listActionsOutput)
      .query(({ ctx, input }) => listActions(ctx, input)),
    triggers: viewer
      .input(listTriggersInput)
      .output(listTriggersOutput)
      .query(({ ctx, input }) => listTriggers(ctx, input)),
  });
}

export type CatalogRouterDeps = RequestSyncDeps & { procedures: Procedures };

export function catalogRouter(deps: CatalogRouterDeps) {
  const { installationAdmin } = deps.procedures;
  return t.router({
    status: deps.procedures
      .withKeys('viewer', 'apps:read')
      .input(noInput)
      .output(catalogStatusOutput)
      .query(({ ctx }) => catalogStatus(ctx)),
    sync: installationAdmin
      .input(noInput)
      .output(requestSyncOutput)
      .mutation(({ ctx }) => requestSync(deps, ctx)),
    runs: installationAdmin
      .input(listRunsInput)
      .output(listRunsOutput)
      .query(({ ctx, input }) => listRuns(ctx, input)),
  });
}
