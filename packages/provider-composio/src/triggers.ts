import { exactObject } from '@patchbay/contracts';
import { z } from 'zod';
import {
  guarded,
  guardedOrNull,
  parsed,
  ProviderFailure,
  type ProviderTriggers,
  statusOf,
  type TriggerInstance,
} from '@patchbay/provider';
import type { ComposioClient } from './client.ts';
import { allOf, FEW_PAGES, pagesOf } from './pages.ts';

const armed = z.object({ trigger_id: z.string().min(1).max(128) });

const instance = z.object({
  id: z.string().min(1).max(128),
  connected_account_id: z.string(),
  trigger_name: z.string(),
  trigger_config: exactObject.nullish(),
  disabled_at: z.string().nullish(),
});

export function composioTriggers(client: ComposioClient): ProviderTriggers {
  const { raw } = client;
  return {
    async armTrigger({ workspaceId, accountId, triggerSlug, config }) {
      const what = `arm ${triggerSlug} on ${accountId}`;
      const body = {
        user_id: workspaceId,
        connected_account_id: accountId,
        trigger_config: config,
        toolkit_versions: 'latest' as const,
      };
      const answer = await guarded(what, () => raw.triggerInstances.upsert(triggerSlug, body));
      return parsed(what, armed, answer).trigger_id;
    },

    async setTriggerEnabled(instanceId, enabled) {
      const status = enabled ? 'enable' : 'disable';
      try {
        await guarded(`${status} ${instanceId}`, () => raw.triggerInstances.manage.update(instanceId, { status }));
      } catch (error) {
        // 409: already in that state.
        if (!(error instanceof ProviderFailure && statusOf(error) === 409)) throw error;
      }
    },

    deleteTrigger: (instanceId) => deleteTrigger(client, instanceId),
    listTriggers: (accountId) => listTriggers(client, accountId),
  };
}

/** Deletes all of an account's instances. */
export async function dropTriggers(client: ComposioClient, accountId: string): Promise<void> {
  const instances = await listTriggers(client, accountId);
  // A list that changes while it is read may contain one twice.
  const ids = new Set(instances.map(({ id }) => id));
  await Promise.all(Array.from(ids, (id) => deleteTrigger(client, id)));
}

async function deleteTrigger({ raw }: ComposioClient, instanceId: string): Promise<void> {
  await guardedOrNull(`delete trigger ${instanceId}`, () => raw.triggerInstances.manage.delete(instanceId));
}

async function listTriggers({ raw }: ComposioClient, accountId: string): Promise<TriggerInstance[]> {
  const filter = { connected_account_ids: [accountId], show_disabled: true };
  const list = { what: `triggers of ${accountId}`, item: instance, limit: 50, maxPages: FEW_PAGES };
  const pages = pagesOf(list, (at) => raw.triggerInstances.listActive({ ...filter, ...at }));
  // If the provider ignored the filter, we must not delete another account's triggers.
  const own = (await allOf(pages)).filter(({ connected_account_id: id }) => id === accountId);
  return own.map((wire) => ({
    id: wire.id,
    accountId: wire.connected_account_id,
    triggerSlug: wire.trigger_name,
    config: wire.trigger_config ?? {},
    enabled: !wire.disabled_at,
  }));
}
