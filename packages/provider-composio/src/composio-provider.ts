import { guarded, type Provider } from '@patchbay/provider';
import { composioAccounts } from './accounts.ts';
import { composioActions } from './actions.ts';
import { completeAuth } from './complete-auth.ts';
import { ownAccounts } from './own-accounts.ts';
import { composioCatalog } from './catalog.ts';
import { type ComposioSettings, createClient } from './client.ts';
import { composioSchemes } from './schemes.ts';
import { composioTriggers } from './triggers.ts';
import { composioWebhooks } from './webhooks.ts';

/** The provider port on Composio's API v3.1, with its own SDK. */
export function composioProvider(settings: ComposioSettings): Provider {
  const client = createClient(settings);
  return {
    identity: { sdk: 'core', api: 'v3.1' },
    ...composioAccounts(client),
    completeAuth: completeAuth(client),
    ownAccounts: ownAccounts(client),
    ...composioTriggers(client),
    ...composioActions(client),
    ...composioWebhooks(client),
    ...composioCatalog(client),
    ...composioSchemes(client),
    async ping() {
      await guarded('ping', () => client.raw.toolkits.list({ limit: 1 }));
    },
  };
}
