import { setTimeout as delay } from 'node:timers/promises';
import { composioProvider } from '@patchbay/provider-composio';
import { legacyProvider } from '@patchbay/provider-composio-legacy';

/**
 * A process that uses an adapter as the product does, with successes and failures, and then waits as long as the SDKs
 * wait before they send their telemetry. Arguments: adapter, base URL, key; `careless` uses the legacy SDK without
 * our measures.
 */
const [name, baseUrl = '', apiKey = ''] = process.argv.slice(2);

if (name === 'careless') {
  const { Composio } = await import('composio-core');
  await new Composio({ apiKey, baseUrl }).connectedAccounts.get({ connectedAccountId: 'ca_x' }).catch(() => undefined);
} else {
  const open = name === 'core' ? composioProvider : legacyProvider;
  const provider = await open({ apiKey, baseUrl });
  const link = {
    workspaceId: 'w',
    workspaceName: 'W',
    appSlug: 'slack',
    attemptId: 'a',
    callbackUrl: 'http://localhost:3000/',
  };
  const { accountId } = await provider.openLink(link);
  await provider.apps()[Symbol.asyncIterator]().next();
  await provider.deleteAccount(accountId);
  await provider.readAccount('ca_nobody');
  await provider.completeAuth('w', 'nothing').catch(() => undefined);
  await (await open({ apiKey: 'wrong', baseUrl })).ping().catch(() => undefined);
}
await delay(500);
