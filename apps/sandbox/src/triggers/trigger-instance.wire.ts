import { catalogVersion } from '../catalog/catalog.ts';
import type { SandboxContext } from '../context.ts';
import type { TriggerInstanceRecord } from '../store/state.ts';

/** A trigger instance; the service has most names in two spellings. */
export function triggerInstanceWire(context: SandboxContext, instance: TriggerInstanceRecord): Record<string, unknown> {
  const account = context.store.state.accounts.get(instance.accountId);
  const updatedAt = new Date(instance.updatedAt).toISOString();
  const disabledAt = instance.disabledAt === null ? null : new Date(instance.disabledAt).toISOString();
  return {
    id: instance.id,
    uuid: instance.uuid,
    connected_account_id: instance.accountId,
    connectedAccountId: instance.accountId,
    connected_account_uuid: account?.uuid ?? '',
    user_id: account?.userId ?? '',
    trigger_name: instance.triggerName,
    triggerName: instance.triggerName,
    trigger_config: instance.config,
    triggerConfig: instance.config,
    state: {},
    version: catalogVersion,
    updated_at: updatedAt,
    updatedAt,
    disabled_at: disabledAt,
    disabledAt,
    deprecated: { createdAt: new Date(instance.createdAt).toISOString() },
  };
}
