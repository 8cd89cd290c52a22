import { z } from 'zod';
import {
  ProviderFailure,
  type Account,
  type OwnAccount,
  type ProviderAccounts,
} from '../../features/provider/provider.port.ts';
import { parsed } from '../provider-calls/guarded.ts';
import { connectionSchema, toAccount } from './account.schema.ts';
import type { LegacyClient } from './client.ts';
import { guardedLegacy, guardedLegacyOrNull } from './guarded-legacy.ts';
import { dropTriggers } from './triggers.ts';

const link = z.object({
  connectedAccountId: z.string().min(1).max(128),
  redirectUrl: z.url({ protocol: /^https?$/ }),
});

const list = z.object({ items: z.array(connectionSchema) });

/** Connected accounts. The entity is our workspace, and an account's label our attempt. */
export function legacyAccounts(client: LegacyClient): ProviderAccounts {
  const { connectedAccounts } = client.sdk;
  return {
    async openLink({ workspaceId, appSlug, attemptId, callbackUrl }) {
      const what = `link for ${appSlug}`;
      const request = { appName: appSlug, entityId: workspaceId, redirectUri: callbackUrl, labels: [attemptId] };
      const { connectedAccountId, redirectUrl } = parsed(
        what,
        link,
        // An answer without its main part becomes an object of undefined fields, not an error.
        await guardedLegacy(what, () => connectedAccounts.initiate(request)),
      );
      return { accountId: connectedAccountId, redirectUrl };
    },

    readAccount: (accountId) => readAccount(client, accountId),

    async findAccount(workspaceId, attemptId): Promise<Account | null> {
      const what = `account of attempt ${attemptId}`;
      const query = { entityId: workspaceId, labels: attemptId, page: 1, pageSize: 100 };
      const answer = parsed(what, list, await guardedLegacy(what, () => connectedAccounts.list(query)));
      const found = answer.items.find(({ labels }) => labels?.includes(attemptId));
      return found ? toAccount(found) : null;
    },

    /** v1 cannot revoke: the grant at the app ends when the person ends it there. */
    async deleteAccount(accountId) {
      await dropTriggers(client, accountId);
      await guardedLegacyOrNull(`delete account ${accountId}`, () =>
        connectedAccounts.delete({ connectedAccountId: accountId }),
      );
    },

    /** v1 and v2 have no callback identity verification, so there is no session to know. */
    completeAuth: () => Promise.resolve(null),

    ownAccounts: () => ownAccounts(client),
  };
}

/** Accounts per page, as many as v1 gives. */
const PAGE = 100;

async function* ownAccounts({ sdk }: LegacyClient): AsyncGenerator<OwnAccount[]> {
  for (let page = 1; ; page += 1) {
    const what = `accounts, page ${page}`;
    const { items } = parsed(
      what,
      list,
      await guardedLegacy(what, () => sdk.connectedAccounts.list({ page, pageSize: PAGE })),
    );
    if (items.length === 0) return;
    yield items.flatMap(({ id, labels, createdAt }) =>
      createdAt ? (labels ?? []).filter(isAttemptId).map((attemptId) => ({ id, attemptId, createdAt })) : [],
    );
    if (items.length < PAGE) return;
  }
}

function isAttemptId(label: unknown): label is string {
  return typeof label === 'string' && /^[0-9a-f-]{36}$/.test(label);
}

export async function readAccount({ sdk }: LegacyClient, accountId: string): Promise<Account | null> {
  const what = `account ${accountId}`;
  const answer = await guardedLegacyOrNull(what, () => sdk.connectedAccounts.get({ connectedAccountId: accountId }));
  return answer && toAccount(parsed(what, connectionSchema, answer));
}

/** v1 does not ask whose account it is used for, so we look. */
export async function checkOwner(client: LegacyClient, accountId: string, workspaceId: string): Promise<void> {
  const account = await readAccount(client, accountId);
  if (account?.workspaceId === workspaceId) return;
  throw new ProviderFailure('refused', `there is no account ${accountId} of this workspace`);
}
