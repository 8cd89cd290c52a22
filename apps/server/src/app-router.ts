import { accountRouter, type AccountRouterDeps } from './features/account/account.router.ts';
import { actionsRouter, type ActionsRouterDeps } from './features/actions/actions.router.ts';
import { appsRouter, catalogRouter } from './features/catalog/catalog.router.ts';
import { connectionsRouter, type ConnectionsRouterDeps } from './features/connections/connections.router.ts';
import { deliveriesRouter, endpointsRouter, type EndpointsRouterDeps } from './features/endpoints/endpoints.router.ts';
import { eventsRouter, type EventsRouterDeps } from './features/events/events.router.ts';
import { installationRouter, type InstallationRouterDeps } from './features/installation/installation.router.ts';
import { liveRouter, type LiveRouterDeps } from './features/live/live.router.ts';
import { triggersRouter, type TriggersRouterDeps } from './features/triggers/triggers.router.ts';
import { systemRouter, type SystemRouterDeps } from './features/system/system.router.ts';
import { serviceKeysRouter, type ServiceKeysRouterDeps } from './features/service-keys/service-keys.router.ts';
import { sessionRouter, type SessionDeps } from './features/workspaces/session.router.ts';
import { workspacesRouter, type WorkspacesDeps } from './features/workspaces/workspaces.router.ts';
import { t } from './platform/trpc/trpc.ts';

export type RouterDeps = AccountRouterDeps &
  ActionsRouterDeps &
  ConnectionsRouterDeps &
  EndpointsRouterDeps &
  EventsRouterDeps &
  InstallationRouterDeps &
  LiveRouterDeps &
  ServiceKeysRouterDeps &
  SessionDeps &
  SystemRouterDeps &
  TriggersRouterDeps &
  WorkspacesDeps;

export type { ErrorCode } from './platform/errors/error-codes.ts';

/** Every procedure there is. */
export function createAppRouter(deps: RouterDeps) {
  return t.router({
    session: sessionRouter(deps),
    account: accountRouter(deps),
    workspaces: workspacesRouter(deps),
    apps: appsRouter(deps),
    catalog: catalogRouter(deps),
    connections: connectionsRouter(deps),
    triggers: triggersRouter(deps),
    events: eventsRouter(deps),
    live: liveRouter(deps),
    endpoints: endpointsRouter(deps),
    deliveries: deliveriesRouter(deps),
    system: systemRouter(deps),
    installation: installationRouter(deps),
    actions: actionsRouter(deps),
    serviceKeys: serviceKeysRouter(deps),
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;
