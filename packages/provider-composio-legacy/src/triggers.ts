import { exactObject } from '@patchbay/contracts';
import { z } from 'zod';
import { parsed, ProviderFailure, type ProviderTriggers, statusOf, type TriggerInstance } from '@patchbay/provider';
import { checkOwner } from './read-account.ts';
import type { LegacyClient } from './client.ts';
import { guardedLegacy, guardedLegacyOrNull } from './guarded-legacy.ts';

const armed = z.object({ triggerId: z.string().min(1).max(128) });

const instances = z.array(
  z.object({
    id: z.string().min(1).max(128),
    connectionId: z.string(),
    triggerName: z.string(),
    triggerConfig: exactObject.nullish(),
    disabledAt: z.string().nullish(),
  }),
);

/** Items per page, and maximum number of pages: with more, the provider is repeating itself while a caller waits. */
const PAGE = 100;
const MAX_PAGES = 20;

export function legacyTriggers(client: LegacyClient): ProviderTriggers {
  const { triggers } = client.sdk;
  return {
    async armTrigger({ workspaceId, accountId, triggerSlug, config }) {
      await checkOwner(client, accountId, workspaceId);
      const what = `arm ${triggerSlug} on ${accountId}`;
      const request = { connectedAccountId: accountId, triggerName: triggerSlug, config };
      return parsed(what, armed, await guardedLegacy(what, () => triggers.setup(request))).triggerId;
    },

    async setTriggerEnabled(instanceId, enabled) {
      const id = { triggerId: instanceId };
      try {
        await guardedLegacy(`${enabled ? 'enable' : 'disable'} ${instanceId}`, () =>
          enabled ? triggers.enable(id) : triggers.disable(id),
        );
      } catch (error) {
        // Already in that state.
        if (statusOf(error) !== 409) throw error;
      }
    },

    deleteTrigger: (instanceId) => deleteTrigger(client, instanceId),
    listTriggers: (accountId) => listTriggers(client, accountId),
  };
}

/** Deletes all of an account's instances. */
export async function dropTriggers(client: LegacyClient, accountId: string): Promise<void> {
  const found = await listTriggers(client, accountId);
  // A list that changes while it is read may contain one twice.
  const ids = new Set(found.map(({ id }) => id));
  await Promise.all(Array.from(ids, (id) => deleteTrigger(client, id)));
}

async function deleteTrigger({ sdk }: LegacyClient, triggerInstanceId: string): Promise<void> {
  await guardedLegacyOrNull(`delete trigger ${triggerInstanceId}`, () => sdk.triggers.delete({ triggerInstanceId }));
}

/** The SDK drops the page count, so reading ends at the first page that is not full. */
async function listTriggers({ sdk }: LegacyClient, accountId: string): Promise<TriggerInstance[]> {
  const what = `triggers of ${accountId}`;
  const found: TriggerInstance[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const query = { connectedAccountIds: accountId, showDisabled: true, limit: PAGE, page };
    const answer = await guardedLegacy(what, () => sdk.activeTriggers.list(query));
    const items = parsed(what, instances, answer);
    found.push(...items.map(toInstance));
    // If the provider ignored the filter, we must not delete another account's triggers.
    if (items.length < PAGE) return found.filter((instance) => instance.accountId === accountId);
  }
  throw new ProviderFailure('invalid', `${what}: the list has more than ${MAX_PAGES} pages`);
}

function toInstance(wire: z.infer<typeof instances>[number]): TriggerInstance {
  return {
    id: wire.id,
    accountId: wire.connectionId,
    triggerSlug: wire.triggerName,
    config: wire.triggerConfig ?? {},
    enabled: !wire.disabledAt,
  };
}
