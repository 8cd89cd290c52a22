import { z } from 'zod';
import {
  type Account,
  numberField,
  type OwnAccount,
  parsed,
  type ProviderAccounts,
  ProviderFailure,
} from '@patchbay/provider';
import { connectionSchema, toAccount } from './account.schema.ts';
import type { LegacyClient } from './client.ts';
import { guardedLegacy, guardedLegacyOrNull } from './guarded-legacy.ts';
import { readAccount } from './read-account.ts';
import { readIntegration } from './read-integration.ts';
import { dropTriggers } from './triggers.ts';

const link = z.object({
  connectedAccountId: z.string().min(1).max(128),
  redirectUrl: z.url({ protocol: /^https?$/ }),
});

const list = z.object({ items: z.array(connectionSchema) });

/** Connected accounts. The entity is our workspace, and an account's label contains our attempt's id. */
export function legacyAccounts(client: LegacyClient): ProviderAccounts {
  const { connectedAccounts } = client.sdk;
  return {
    async openLink({ workspaceId, appSlug, attemptId, callbackUrl }) {
      const what = `link for ${appSlug}`;
      const request = { appName: appSlug, entityId: workspaceId, redirectUri: callbackUrl, labels: [attemptId] };
      const { connectedAccountId, redirectUrl } = parsed(
        what,
        link,
        // A response without its main part becomes an object of undefined fields, not an error.
        await guardedLegacy(what, () => connectedAccounts.initiate(request)),
      );
      // In v1 only the account tells which integration was chosen.
      const account = await readAccount(client, connectedAccountId);
      return { accountId: connectedAccountId, authConfigId: account?.authConfigId ?? null, redirectUrl };
    },

    readAccount: (accountId) => readAccount(client, accountId),

    async findAccount(workspaceId, attemptId): Promise<Account | null> {
      const what = `account of attempt ${attemptId}`;
      const query = { entityId: workspaceId, labels: attemptId, page: 1, pageSize: 100 };
      const answer = parsed(what, list, await guardedLegacy(what, () => connectedAccounts.list(query)));
      const found = answer.items.find(({ labels }) => labels?.includes(attemptId));
      return found ? toAccount(found) : null;
    },

    readAuthConfig: (authConfigId) => readIntegration(client, authConfigId),

    async deleteAccount(accountId) {
      await dropTriggers(client, accountId);
      await guardedLegacyOrNull(`delete account ${accountId}`, () =>
        connectedAccounts.delete({ connectedAccountId: accountId }),
      );
    },

    /** v1 cannot revoke: the grant ends when the person revokes it at the app. */
    canRevoke: false,
    revokeAccount: () => Promise.resolve(false),

    /** v1 and v2 never require it, so a session in a return is made up. */
    completeAuth: () => Promise.resolve(null),

    ownAccounts: () => ownAccounts(client),
  };
}

/** Accounts per page, and maximum number of pages. */
const PAGE = 100;
const MAX_PAGES = 1_000;

const ownPage = z.object({
  items: z.array(
    z.object({
      id: z.string().min(1).max(128),
      labels: z.array(z.unknown()).nullish(),
      createdAt: z.coerce.date(),
    }),
  ),
  totalPages: numberField.optional(),
});

/** Every account whose label contains an attempt's id; other accounts in the same project are not ours. */
async function* ownAccounts({ sdk }: LegacyClient): AsyncGenerator<OwnAccount[]> {
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await guardedLegacy('accounts', () => sdk.connectedAccounts.list({ page, pageSize: PAGE }));
    const { items, totalPages } = parsed('accounts', ownPage, answer);
    yield items.flatMap(({ id, labels, createdAt }) => {
      const attemptId = labels?.find((label) => z.uuid().safeParse(label).success);
      return typeof attemptId === 'string' ? [{ id, attemptId, createdAt }] : [];
    });
    if (page >= (totalPages ?? 1)) return;
  }
  throw new ProviderFailure('invalid', `accounts: the list has more than ${MAX_PAGES} pages`);
}
