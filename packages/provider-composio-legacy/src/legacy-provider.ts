import type { Provider } from '@patchbay/provider';
import { legacyAccounts } from './accounts.ts';
import { legacyActions } from './actions.ts';
import { legacyCatalog } from './catalog.ts';
import { createLegacyClient, type LegacySettings } from './client.ts';
import { guardedLegacy } from './guarded-legacy.ts';
import { legacySchemes } from './schemes.ts';
import { legacyTriggers } from './triggers.ts';
import { legacyWebhooks } from './webhooks.ts';

/** The provider port on Composio's API v1 and v2, with the legacy SDK. */
export async function legacyProvider(settings: LegacySettings): Promise<Provider> {
  const client = await createLegacyClient(settings);
  return {
    identity: { sdk: 'legacy', api: 'v1 and v2' },
    ...legacyAccounts(client),
    ...legacyTriggers(client),
    ...legacyActions(client),
    ...legacyWebhooks(client),
    ...legacyCatalog(client),
    ...legacySchemes(client),
    async ping() {
      await guardedLegacy('ping', () =>
        client.sdk.backendClient.instance.get({ url: '/api/v1/client/auth/client_info' }),
      );
    },
  };
}
