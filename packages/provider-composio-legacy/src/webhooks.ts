import { z } from 'zod';
import { parsed, ProviderFailure, type ProviderWebhooks, type WebhookSubscription } from '@patchbay/provider';
import type { LegacyClient } from './client.ts';
import { guardedLegacy } from './guarded-legacy.ts';

const callback = z.object({ callbackURL: z.string().nullish() });

/** The only event that v1 sends. */
const EVENTS = ['composio.trigger.message'];

/** v1 has one address for all events, without a name or a secret. The SDK has no method for it. */
export function legacyWebhooks({ sdk }: LegacyClient): ProviderWebhooks {
  const { instance } = sdk.backendClient;
  return {
    async readWebhook() {
      const what = 'callback address';
      const answer = await guardedLegacy(what, () => instance.get({ url: '/api/v1/triggers/callback_url' }));
      const { callbackURL: url } = parsed(what, callback, answer.data);
      return url ? toSubscription(url) : null;
    },

    async ensureWebhook({ url }) {
      await guardedLegacy('set callback address', () =>
        instance.post({ url: '/api/v1/triggers/set_callback_url', body: { callbackURL: url } }),
      );
      return toSubscription(url);
    },

    rotateWebhookSecret: () => Promise.reject(new ProviderFailure('refused', 'v1 does not sign its messages')),
  };
}

function toSubscription(url: string): WebhookSubscription {
  return { id: 'callback_url', url, events: EVENTS, secret: null };
}
