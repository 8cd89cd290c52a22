import type { Provider } from '../../features/provider/provider.port.ts';
import { composioAccounts } from './accounts.ts';
import { composioActions } from './actions.ts';
import { completeAuth } from './complete-auth.ts';
import { ownAccounts } from './own-accounts.ts';
import { composioCatalogue } from './catalogue.ts';
import { type ComposioSettings, createClient } from './client.ts';

/** The provider port over Composio's API v3.1, by its own SDK. */
export function composioProvider(settings: ComposioSettings): Provider {
  const client = createClient(settings);
  return {
    ...composioAccounts(client),
    completeAuth: completeAuth(client),
    ownAccounts: ownAccounts(client),
    ...composioActions(client),
    ...composioCatalogue(client),
  };
}
