import { appSetupSchema } from '@patchbay/contracts';
import { t } from '../../platform/trpc/trpc.ts';
import { inputObject, noInput } from '../../platform/trpc/input-object.ts';
import { appSlug } from './known-app.ts';
import type { Procedures } from '../access/index.ts';
import { catalogStatus, catalogStatusOutput } from './catalog-status.ts';
import { appsDocs, catalogDocs } from './catalog.docs.ts';
import { getAction, getActionInput, getActionOutput } from './get-action.ts';
import { getApp } from './get-app.ts';
import { listActions, listActionsInput, listActionsOutput } from './list-actions.ts';
import { listApps, listAppsInput, listAppsOutput } from './list-apps.ts';
import { categoriesInput, categoriesOutput, listCategories } from './list-categories.ts';
import { listRuns, listRunsInput, listRunsOutput } from './list-runs.ts';
import { listTriggers, listTriggersInput, listTriggersOutput } from './list-triggers.ts';
import { appDetailSchema } from './read-apps.ts';
import { checkSetup, readSetup } from './schemes/app-setup.ts';
import { readSchemes, type SchemesDeps, schemesOutput } from './schemes/read-schemes.ts';
import { requestSync, type RequestSyncDeps, requestSyncOutput } from './sync/request-sync.ts';

export function appsRouter(deps: SchemesDeps & { procedures: Procedures }) {
  const { procedures } = deps;
  const viewer = procedures.withKeys('viewer', 'apps:read');
  return t.router({
    list: viewer
      .meta(appsDocs.list)
      .input(listAppsInput)
      .output(listAppsOutput)
      .query(({ ctx, input }) => listApps(ctx, input)),
    get: viewer
      .meta(appsDocs.get)
      .input(inputObject({ slug: appSlug }))
      .output(appDetailSchema)
      .query(({ ctx, input }) => getApp(deps, ctx, input)),
    /** With what each asks for. Not for pages that load: of an app that was never looked at, the provider is asked. */
    schemes: viewer
      .meta(appsDocs.schemes)
      .input(ofApp)
      .output(schemesOutput)
      .query(({ ctx, input }) => readSchemes(deps, ctx, input)),
    categories: viewer
      .meta(appsDocs.categories)
      .input(categoriesInput)
      .output(categoriesOutput)
      .query(({ ctx, input }) => listCategories(ctx, input)),
    actions: viewer
      .meta(appsDocs.actions)
      .input(listActionsInput)
      .output(listActionsOutput)
      .query(({ ctx, input }) => listActions(ctx, input)),
    action: viewer
      .meta(appsDocs.action)
      .input(getActionInput)
      .output(getActionOutput)
      .query(({ ctx, input }) => getAction(ctx, input)),
    triggers: viewer
      .meta(appsDocs.triggers)
      .input(listTriggersInput)
      .output(listTriggersOutput)
      .query(({ ctx, input }) => listTriggers(ctx, input)),
  });
}

const ofApp = inputObject({ app: appSlug });

export type CatalogRouterDeps = RequestSyncDeps & SchemesDeps & { procedures: Procedures };

export function catalogRouter(deps: CatalogRouterDeps) {
  const { installationAdmin } = deps.procedures;
  return t.router({
    status: deps.procedures
      .withKeys('viewer', 'apps:read')
      .meta(catalogDocs.status)
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
    setup: installationAdmin
      .input(ofApp)
      .output(appSetupSchema)
      .query(({ ctx, input }) => readSetup(deps, ctx, input)),
    checkSetup: installationAdmin
      .input(ofApp)
      .output(appSetupSchema)
      .mutation(({ ctx, input }) => checkSetup(deps, ctx, input)),
  });
}
