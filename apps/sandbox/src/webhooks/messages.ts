import { randomUUID } from 'node:crypto';
import { accountWire } from '../connected-accounts/account.wire.ts';
import type { SandboxContext } from '../context.ts';
import { randomText } from '../store/ids.ts';
import type { AccountRecord, TriggerInstanceRecord } from '../store/state.ts';

/** A message for the subscription's address; in format V3 unless the subscription uses the oldest one. */
export interface Message {
  /** The `webhook-id` header, the same for every try. */
  id: string;
  /** The event type that a subscription asks for. */
  type: 'composio.trigger.message' | 'composio.connected_account.expired' | 'composio.trigger.disabled';
  body: Record<string, unknown>;
}

const project = { project_id: 'pr_sandbox', org_id: 'ok_sandbox' };

/** A trigger fired. */
export function triggerMessage(
  context: SandboxContext,
  instance: TriggerInstanceRecord,
  data: Record<string, unknown>,
): Message {
  const account = context.store.state.accounts.get(instance.accountId);
  const metadata = {
    log_id: `log_${randomText(12)}`,
    trigger_slug: instance.triggerName,
    trigger_id: instance.id,
    connected_account_id: instance.accountId,
    auth_config_id: account?.authConfigId ?? '',
    user_id: account?.userId ?? '',
  };
  return message(context, { type: 'composio.trigger.message', metadata, data });
}

/** The authorization of an account ended. The event contains the whole account. */
export function expiredMessage(context: SandboxContext, account: AccountRecord): Message {
  const data = accountWire(context, account);
  return message(context, { type: 'composio.connected_account.expired', metadata: project, data });
}

/** The service disabled a trigger. */
export function disabledMessage(context: SandboxContext, instance: TriggerInstanceRecord): Message {
  const data = {
    id: instance.id,
    connected_account_id: instance.accountId,
    trigger_name: instance.triggerName,
    user_id: context.store.state.accounts.get(instance.accountId)?.userId ?? '',
    trigger_config: instance.config,
    disabled_at: new Date(instance.disabledAt ?? context.now()).toISOString(),
    disabled_reason: instance.disabledReason ?? null,
  };
  const metadata = { project_id: project.project_id };
  return message(context, { type: 'composio.trigger.disabled', metadata, data });
}

interface Parts {
  type: Message['type'];
  metadata: Record<string, string>;
  data: Record<string, unknown>;
}

function message(context: SandboxContext, { type, metadata, data }: Parts): Message {
  const id = `msg_${randomUUID()}`;
  return { id, type, body: { id, timestamp: new Date(context.now()).toISOString(), type, metadata, data } };
}
