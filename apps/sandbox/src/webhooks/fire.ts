import type { SandboxContext } from '../context.ts';
import { setAccountStatus } from '../control/set-account-status.ts';
import { readAccount } from '../connected-accounts/account-book.ts';
import { badRequest, notFound } from '../http/api-error.ts';
import { findInstance } from '../triggers/trigger-instances.route.ts';
import { deliver, type Delivery } from './deliver.ts';
import { expiredMessage, triggerMessage } from './messages.ts';
import { samplePayload } from './sample-payload.ts';

/** Lets a trigger fire; without data of one's own it is made up from the trigger's schema. */
export function fireTrigger(
  context: SandboxContext,
  instanceId: string,
  data?: Record<string, unknown>,
): Promise<Delivery> {
  const instance = findInstance(context, instanceId);
  if (instance.disabledAt !== null) throw badRequest('TriggerInstance_Disabled', `Trigger "${instanceId}" is disabled`);
  const schema = context.catalogue.triggerType(instance.triggerName)?.payload;
  return deliver(context, triggerMessage(context, instance, data ?? (schema ? samplePayload(schema) : {})));
}

/** Ends an account's authorization, and says so to a subscription that asked for it. */
export function expireAccount(
  context: SandboxContext,
  id: string,
  reason = 'OAuth refresh token expired',
): Promise<Delivery> {
  if (!readAccount(context, id)) throw notFound('ConnectedAccount', id, 606);
  setAccountStatus(context, id, { status: 'EXPIRED', reason });
  const expired = readAccount(context, id);
  if (!expired) throw notFound('ConnectedAccount', id, 606);
  return deliver(context, expiredMessage(context, expired));
}
