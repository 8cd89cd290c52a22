import { z } from 'zod';
import {
  type Account,
  guarded,
  guardedOrNull,
  type Link,
  type LinkRequest,
  parsed,
  type ProviderAccounts,
} from '@patchbay/provider';
import { accountSchema, toAccount } from './account.schema.ts';
import { aliasOf, attemptIdIn } from './alias.ts';
import { AuthConfigs } from './auth-configs.ts';
import type { ComposioClient } from './client.ts';
import { FEW_PAGES, pagesOf } from './pages.ts';
import { readAuthConfig } from './read-auth-config.ts';
import { revokeAccount } from './revoke-account.ts';
import { dropTriggers } from './triggers.ts';

const link = z.object({
  connected_account_id: z.string().min(1).max(128),
  redirect_url: z.url({ protocol: /^https?$/ }),
});

/** Connected accounts. Composio's user id is our workspace's id; the alias of an account contains our attempt's id. */
export function composioAccounts(client: ComposioClient): Omit<ProviderAccounts, 'completeAuth' | 'ownAccounts'> {
  const authConfigs = new AuthConfigs(client);
  const { raw } = client;

  async function openLink(request: LinkRequest): Promise<Link> {
    const what = `link for ${request.appSlug}`;
    const { appSlug, authScheme: scheme = null, scopes } = request;
    const configId = await authConfigs.idFor({ appSlug, scheme, scopes });
    const body = {
      auth_config_id: configId,
      user_id: request.workspaceId,
      callback_url: request.callbackUrl,
      alias: aliasOf(request),
    };
    // Calls the endpoint directly: the SDK's `link()` first lists the user's accounts, to warn about what we do on
    // purpose.
    const answer = parsed(what, link, await guarded(what, () => raw.link.create(body)));
    return { accountId: answer.connected_account_id, authConfigId: configId, redirectUrl: answer.redirect_url };
  }

  return {
    openLink,

    async readAccount(accountId): Promise<Account | null> {
      const what = `account ${accountId}`;
      const answer = await guardedOrNull(what, () => raw.connectedAccounts.retrieve(accountId));
      return answer && toAccount(parsed(what, accountSchema, answer));
    },

    async findAccount(workspaceId, attemptId): Promise<Account | null> {
      // Newest first: the attempt is only minutes old.
      const order = { order_by: 'created_at', order_direction: 'desc' } as const;
      const list = { what: `account of attempt ${attemptId}`, item: accountSchema, limit: 100, maxPages: FEW_PAGES };
      const pages = pagesOf(list, (at) => raw.connectedAccounts.list({ user_ids: [workspaceId], ...order, ...at }));
      for await (const page of pages) {
        const found = page.find(({ alias }) => attemptIdIn(alias) === attemptId);
        if (found) return toAccount(found);
      }
      return null;
    },

    readAuthConfig: (authConfigId) => readAuthConfig(client, authConfigId),

    async deleteAccount(accountId): Promise<void> {
      await dropTriggers(client, accountId);
      await guardedOrNull(`delete account ${accountId}`, () => raw.connectedAccounts.delete(accountId));
    },

    canRevoke: true,
    revokeAccount: (accountId) => revokeAccount(client, accountId),
  };
}
