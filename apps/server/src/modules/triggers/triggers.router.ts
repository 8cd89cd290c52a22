import { t } from '../../platform/trpc/trpc.ts';
import type { Procedures } from '../access/index.ts';
import {
  automaticOutput,
  listAutomatic,
  listAutomaticInput,
  setAutomatic,
  setAutomaticInput,
} from './automatic-triggers.ts';
import { disableTrigger, disableTriggerInput, disableTriggerOutput } from './disable-trigger.ts';
import { enableTrigger, enableTriggerInput, triggerOutput } from './enable-trigger.ts';
import { getTriggerType, getTriggerTypeInput, getTriggerTypeOutput } from './get-trigger-type.ts';
import { listSubscriptions, listSubscriptionsInput, listSubscriptionsOutput } from './list-subscriptions.ts';
import type { TriggersDeps } from './triggers.deps.ts';
import { triggersDocs } from './triggers.docs.ts';

export interface TriggersRouterDeps extends TriggersDeps {
  procedures: Procedures;
}

export function triggersRouter(deps: TriggersRouterDeps) {
  const { alsoByInstallation, withKeys } = deps.procedures;
  const viewer = withKeys('viewer', 'connections:read');
  const admin = withKeys('admin', 'connections:write');

  return t.router({
    list: viewer
      .meta(triggersDocs.list)
      .input(listSubscriptionsInput)
      .output(listSubscriptionsOutput)
      .query(({ ctx, input }) => listSubscriptions(ctx, input)),
    type: viewer
      .meta(triggersDocs.type)
      .input(getTriggerTypeInput)
      .output(getTriggerTypeOutput)
      .query(({ ctx, input }) => getTriggerType(ctx, input)),
    automatic: withKeys('viewer', 'connections:read', { installationScope: 'settings:read' })
      .meta(triggersDocs.automatic)
      .input(listAutomaticInput)
      .output(automaticOutput)
      .query(({ ctx, input }) => listAutomatic(ctx, input)),

    enable: admin
      .meta(triggersDocs.enable)
      .input(enableTriggerInput)
      .output(triggerOutput)
      .mutation(({ ctx, input }) => enableTrigger(deps, ctx, input)),
    disable: admin
      .meta(triggersDocs.disable)
      .input(disableTriggerInput)
      .output(disableTriggerOutput)
      .mutation(({ ctx, input }) => disableTrigger(deps, ctx, input)),
    // Not for services of the workspace: it is a rule for future connections.
    setAutomatic: alsoByInstallation('admin', 'settings:write')
      .meta(triggersDocs.setAutomatic)
      .input(setAutomaticInput)
      .output(automaticOutput)
      .mutation(({ ctx, input }) => setAutomatic(deps, ctx, input)),
  });
}
