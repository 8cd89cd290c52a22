import type { SandboxContext } from '../context.ts';
import { randomText } from '../store/ids.ts';
import type { AccountRecord, TriggerInstanceRecord } from '../store/state.ts';

/** What is sent to the subscription's address; in format V3 unless the subscription is of the oldest kind. */
export interface Message {
  /** Named in `webhook-id`, the same for every attempt. */
  id: string;
  /** The event's name, by which a subscription asks for it. */
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
  return message(context, { prefix: 'msg', type: 'composio.trigger.message', metadata, data });
}

/** The authorization of an account ended. */
export function expiredMessage(context: SandboxContext, account: AccountRecord): Message {
  const config = context.store.state.authConfigs.get(account.authConfigId);
  const data = {
    toolkit: { slug: account.toolkit },
    auth_config: {
      id: account.authConfigId,
      auth_scheme: account.authScheme,
      is_composio_managed: config?.isManaged ?? false,
      is_disabled: config?.isDisabled ?? false,
    },
    id: account.id,
    user_id: account.userId,
    status: account.status,
    status_reason: account.statusReason,
    is_disabled: account.isDisabled,
    created_at: new Date(account.createdAt).toISOString(),
    updated_at: new Date(account.updatedAt).toISOString(),
  };
  return message(context, { prefix: 'evt', type: 'composio.connected_account.expired', metadata: project, data });
}

/** The service switched a trigger off. */
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
  return message(context, { prefix: 'msg', type: 'composio.trigger.disabled', metadata, data });
}

interface Parts {
  prefix: 'msg' | 'evt';
  type: Message['type'];
  metadata: Record<string, string>;
  data: Record<string, unknown>;
}

function message(context: SandboxContext, { prefix, type, metadata, data }: Parts): Message {
  const id = `${prefix}_${randomText(16)}`;
  return { id, type, body: { id, timestamp: new Date(context.now()).toISOString(), type, metadata, data } };
}
