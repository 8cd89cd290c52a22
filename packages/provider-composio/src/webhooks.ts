import { z } from 'zod';
import { guarded, parsed, type ProviderWebhooks, type WebhookSubscription } from '@patchbay/provider';
import type { ComposioClient } from './client.ts';

const PATH = '/api/v3.1/webhook_subscriptions';

/** The documentation disagrees on when the secret is returned: once, or on every read. */
const subscription = z.object({
  id: z.string().min(1).max(128),
  webhook_url: z.string(),
  version: z.string().nullish(),
  enabled_events: z.array(z.string()).nullish(),
  secret: z.string().min(1).nullish(),
});

type Wire = z.infer<typeof subscription>;

/** Only this version contains the workspace, and events other than triggers. */
const VERSION = 'V3';

/** The SDK has methods for these endpoints, but on the client that accepts no `fetch`. */
export function composioWebhooks({ raw }: ComposioClient): ProviderWebhooks {
  async function read(): Promise<Wire | undefined> {
    const what = 'webhook subscription';
    const answer = await guarded(what, () => raw.get<unknown>(PATH, { query: { limit: 1 } }));
    return parsed(what, z.object({ items: z.array(subscription) }), answer).items[0];
  }

  return {
    async readWebhook() {
      const found = await read();
      return found ? toSubscription(found) : null;
    },

    async ensureWebhook({ url, events }) {
      const body = { webhook_url: url, enabled_events: events, version: VERSION };
      const found = await read();
      if (found && isAs(found, body)) return toSubscription(found);
      const what = found ? 'change webhook subscription' : 'create webhook subscription';
      const answer = await guarded(what, () =>
        found ? raw.patch<unknown>(`${PATH}/${found.id}`, { body }) : raw.post<unknown>(PATH, { body }),
      );
      return toSubscription(parsed(what, subscription, answer));
    },

    async rotateWebhookSecret(subscriptionId) {
      const what = 'rotate webhook secret';
      const path = `${PATH}/${encodeURIComponent(subscriptionId)}/rotate_secret`;
      const answer = await guarded(what, () => raw.post<unknown>(path));
      return parsed(what, z.object({ secret: z.string().min(1) }), answer).secret;
    },
  };
}

function isAs(found: Wire, wanted: { webhook_url: string; enabled_events: string[]; version: string }): boolean {
  const events = new Set(found.enabled_events);
  return (
    found.webhook_url === wanted.webhook_url &&
    found.version === wanted.version &&
    events.size === wanted.enabled_events.length &&
    wanted.enabled_events.every((event) => events.has(event))
  );
}

function toSubscription({ id, webhook_url: url, enabled_events: events, secret }: Wire): WebhookSubscription {
  return { id, url, events: events ?? [], secret: secret ?? null };
}
