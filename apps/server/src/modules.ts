import type { AnyRouter } from '@trpc/server';
import { accountModule } from './modules/account/account.module.ts';
import { catalogModule } from './modules/catalog/catalog.module.ts';
import { connectSessionsModule } from './modules/connect-sessions/connect-sessions.module.ts';
import { connectionsModule } from './modules/connections/connections.module.ts';
import { eventsModule } from './modules/events/events.module.ts';
import { executionsModule } from './modules/executions/executions.module.ts';
import { homeModule } from './modules/home/home.module.ts';
import { inboundWebhooksModule } from './modules/inbound-webhooks/inbound-webhooks.module.ts';
import { installationActivityModule } from './modules/installation-activity/installation-activity.module.ts';
import { installationKeysModule } from './modules/installation-keys/installation-keys.module.ts';
import { installationModule } from './modules/installation/installation.module.ts';
import { liveModule } from './modules/live/live.module.ts';
import { outboundWebhooksModule } from './modules/outbound-webhooks/outbound-webhooks.module.ts';
import { sandboxModule } from './modules/sandbox/sandbox.module.ts';
import { serviceKeysModule } from './modules/service-keys/service-keys.module.ts';
import { systemModule } from './modules/system/system.module.ts';
import { triggersModule } from './modules/triggers/triggers.module.ts';
import { workspaceDeletionModule } from './modules/workspace-deletion/workspace-deletion.module.ts';
import { workspaceHealthModule } from './modules/workspace-health/workspace-health.module.ts';
import { workspacesModule } from './modules/workspaces/workspaces.module.ts';
import { ENABLED_ACTIONS_ENTITIES } from './modules/enabled-actions/index.ts';
import { IDENTITY_ENTITIES } from './modules/identity/index.ts';
import { PROVIDER_ENTITIES } from './modules/provider/index.ts';
import { PLATFORM_ENTITIES } from './platform/orm/platform-entities.ts';
import { t } from './platform/trpc/trpc.ts';

/**
 * The list of all modules that register something. They register in this order, and handlers of the same connection
 * effect run in it.
 */
const MODULES = [
  workspacesModule,
  accountModule,
  serviceKeysModule,
  installationModule,
  installationKeysModule,
  installationActivityModule,
  catalogModule,
  connectionsModule,
  connectSessionsModule,
  triggersModule,
  eventsModule,
  outboundWebhooksModule,
  inboundWebhooksModule,
  executionsModule,
  liveModule,
  systemModule,
  workspaceHealthModule,
  homeModule,
  sandboxModule,
  workspaceDeletionModule,
] as const;

type AnyModule = (typeof MODULES)[number];
type Intersection<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;
type DepsOf<Module> =
  | (Module extends { routers: (deps: infer Deps) => unknown } ? Deps : never)
  | (Module extends { register: (deps: infer Deps) => unknown } ? Deps : never);
type RecordsOf<Module> = Module extends { routers: (deps: never) => infer Routers extends Record<string, AnyRouter> }
  ? { [Name in keyof Routers]: Routers[Name]['_def']['record'] }
  : never;

/** The dependencies of all modules, which the composition must provide. */
export type ModuleDeps = Intersection<DepsOf<AnyModule>>;

/** The procedures of all modules: of those with the same first name, all. */
export type ModuleRouters = Intersection<RecordsOf<AnyModule>>;

/** Every table of ours. SQL is typed by them; only a few are written through the unit of work. */
export const ENTITIES = [
  ...PLATFORM_ENTITIES,
  ...IDENTITY_ENTITIES,
  ...ENABLED_ACTIONS_ENTITIES,
  ...PROVIDER_ENTITIES,
  ...MODULES.flatMap((module) => ('entities' in module ? [...module.entities] : [])),
];

/**
 * `deps` satisfies each module, because its type is the intersection of theirs. Two modules may add procedures under the same name, as
 * long as the procedures themselves have different names.
 */
export function routersOf(deps: ModuleDeps): ModuleRouters {
  const routers: Record<string, AnyRouter> = {};
  for (const module of MODULES) {
    if (!('routers' in module)) continue;
    for (const [name, router] of Object.entries<AnyRouter>(module.routers(deps))) {
      const before = routers[name];
      routers[name] = before ? t.mergeRouters(before, router) : router;
    }
  }
  return routers as unknown as ModuleRouters;
}

export function registerModules(deps: ModuleDeps): void {
  for (const module of MODULES) if ('register' in module) module.register(deps);
}
