import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { TriggerType } from '../catalog/catalog.ts';
import { findAccount, liveAccounts } from '../connected-accounts/account-book.ts';
import type { SandboxContext } from '../context.ts';
import { badRequest } from '../http/api-error.ts';
import { newId } from '../store/ids.ts';
import { endpointOf } from '../webhook-endpoints/webhook-endpoints.route.ts';
import type { AccountRecord, AuthConfigRecord, TriggerInstanceRecord } from '../store/state.ts';
import { findTriggerType } from './trigger-types.route.ts';

export const upsertTriggerInput = z.object({
  connected_account_id: z.string().max(255).optional(),
  user_id: z.string().max(255).optional(),
  trigger_config: z.record(z.string(), z.unknown()).default({}),
});

type UpsertTriggerInput = z.output<typeof upsertTriggerInput>;

/** Arms a trigger on an account. The same trigger with the same configuration is the same instance, and is re-enabled. */
export function upsertTrigger(context: SandboxContext, slug: string, input: UpsertTriggerInput): TriggerInstanceRecord {
  const type = findTriggerType(context, slug);
  const account = accountFor(context, type, input);
  checkConfig(context, type, { account, config: input.trigger_config });
  const at = context.now();
  const instance = existing(context, { account, type, config: input.trigger_config }) ?? {
    id: newId('ti'),
    uuid: randomUUID(),
    accountId: account.id,
    triggerName: type.slug,
    config: input.trigger_config,
    createdAt: at,
    deletedAt: null,
  };
  const armed = { ...instance, disabledAt: null, disabledReason: null, updatedAt: at };
  context.store.state.triggerInstances.set(armed.id, armed);
  context.store.changed();
  return armed;
}

function accountFor(context: SandboxContext, type: TriggerType, input: UpsertTriggerInput): AccountRecord {
  const account = input.connected_account_id
    ? findAccount(context, input.connected_account_id)
    : liveAccounts(context).findLast(
        (each) => each.userId === input.user_id && each.toolkit === type.toolkit && each.status === 'ACTIVE',
      );
  if (!account || account.toolkit !== type.toolkit) {
    throw badRequest('Trigger_ConnectedAccountMismatch', `No connected account of toolkit "${type.toolkit}" was given`);
  }
  if (account.status !== 'ACTIVE') {
    throw badRequest('Trigger_ConnectedAccountNotActive', `Connected account "${account.id}" is ${account.status}`);
  }
  return account;
}

interface Wanted {
  account: AccountRecord;
  config: Record<string, unknown>;
}

function checkConfig(context: SandboxContext, type: TriggerType, { account, config }: Wanted): void {
  const missing = (type.config.required ?? []).filter((name) => config[name] === undefined);
  if (missing.length > 0) {
    throw badRequest('Trigger_InvalidConfig', `Missing required trigger config: ${missing.join(', ')}`);
  }
  const authConfig = context.store.state.authConfigs.get(account.authConfigId);
  const managed = authConfig?.isManaged ?? false;
  if (authConfig) requireEndpoint(context, type, authConfig);
  const { interval } = config;
  // Since 2026-04-15, polling more often than every 15 minutes needs the project's own OAuth app.
  if (type.type === 'poll' && managed && typeof interval === 'number' && interval < 15) {
    throw badRequest('Trigger_InvalidConfig', 'The polling interval must be at least 15 minutes on managed auth');
  }
}

/**
 * Since 2026-04-27. Events of the project's own client come directly from the app, which must know where to send
 * them.
 */
function requireEndpoint(context: SandboxContext, type: TriggerType, config: AuthConfigRecord): void {
  const { isManaged, clientId } = config;
  if (!context.switches.needsEndpoints || !type.needsEndpoint || isManaged || !clientId) return;
  if (endpointOf(context, type.toolkit, clientId)) return;
  const message = `Trigger "${type.slug}" requires a webhook endpoint for the OAuth client of auth config "${config.id}"`;
  throw badRequest('TriggerInstance_WebhookEndpointRequired', message);
}

function existing(
  context: SandboxContext,
  { account, type, config }: Wanted & { type: TriggerType },
): TriggerInstanceRecord | undefined {
  return [...context.store.state.triggerInstances.values()].find(
    (instance) =>
      instance.deletedAt === null &&
      instance.accountId === account.id &&
      instance.triggerName === type.slug &&
      isDeepStrictEqual(instance.config, config),
  );
}
