import type { SandboxContext } from '../context.ts';
import { setAccountStatus } from '../control/set-account-status.ts';
import { readAccount } from '../connected-accounts/account-book.ts';
import { badRequest, notFound } from '../http/api-error.ts';
import type { DisableReason } from '../store/state.ts';
import { findInstance, switchOff } from '../triggers/trigger-instances.route.ts';
import { deliver, type Delivery } from './deliver.ts';
import { disabledMessage, expiredMessage, triggerMessage } from './messages.ts';
import { samplePayload } from './sample-payload.ts';

/** Fires a trigger; without given data, a payload is generated from the trigger's schema. */
export function fireTrigger(
  context: SandboxContext,
  instanceId: string,
  data?: Record<string, unknown>,
): Promise<Delivery> {
  const instance = findInstance(context, instanceId);
  if (instance.disabledAt !== null) throw badRequest('TriggerInstance_Disabled', `Trigger "${instanceId}" is disabled`);
  const schema = context.catalog.triggerType(instance.triggerName)?.payload;
  return deliver(context, triggerMessage(context, instance, data ?? (schema ? samplePayload(schema) : {})));
}

/** Ends an account's authorization, disables its triggers, and notifies a subscription that asks for it. */
export async function expireAccount(
  context: SandboxContext,
  id: string,
  reason = 'OAuth refresh token expired',
): Promise<Delivery> {
  if (!readAccount(context, id)) throw notFound('ConnectedAccount', id, 606);
  setAccountStatus(context, id, { status: 'EXPIRED', reason });
  const expired = readAccount(context, id);
  if (!expired) throw notFound('ConnectedAccount', id, 606);
  const stopped = armedOn(context, id).map((instanceId) => switchOffTrigger(context, instanceId, 'connection_expired'));
  const [delivery] = await Promise.all([deliver(context, expiredMessage(context, expired)), ...stopped]);
  return delivery;
}

function armedOn({ store }: SandboxContext, accountId: string): string[] {
  return [...store.state.triggerInstances.values()]
    .filter((each) => each.accountId === accountId && each.deletedAt === null && each.disabledAt === null)
    .map(({ id }) => id);
}

/** Disables a trigger for one of the service's reasons. A caller that disables a trigger itself gets no event. */
export function switchOffTrigger(
  context: SandboxContext,
  instanceId: string,
  reason: DisableReason = 'polling_failure_in_composio_infra',
): Promise<Delivery> {
  const off = switchOff(context, findInstance(context, instanceId), reason);
  return deliver(context, disabledMessage(context, off));
}
