import type { ServerModule } from '../../platform/server-module.ts';
import type { ConnectionEffects } from '../connections/index.ts';
import { AutomaticTrigger } from './automatic-trigger.entity.ts';
import { armTriggers, deleteTriggers, pauseTriggers } from './trigger-effects.ts';
import { TriggerSubscription } from './trigger-subscription.entity.ts';
import { handleTriggerJobs } from './triggers.jobs.ts';
import { triggersRouter, type TriggersRouterDeps } from './triggers.router.ts';

type TriggersModuleDeps = TriggersRouterDeps & { effects: ConnectionEffects };

/** Trigger subscriptions of connections. */
export const triggersModule = {
  name: 'triggers',
  entities: [AutomaticTrigger, TriggerSubscription],
  routers: (deps: TriggersModuleDeps) => ({ triggers: triggersRouter(deps) }),
  register(deps: TriggersModuleDeps) {
    handleTriggerJobs(deps);
    deps.effects.register({ armTriggers, pauseTriggers, deleteTriggers });
  },
} satisfies ServerModule<TriggersModuleDeps>;
