import { z } from 'zod';
import { guarded, parsed, type ProviderAccounts, statusOf } from '@patchbay/provider';
import type { ComposioClient } from './client.ts';

const completed = z.object({ connected_account_id: z.string().min(1).max(128) });

/** 400: another person than the one who started, which ends the flow. 404: unknown, used or expired. */
const NOT_ACCEPTED = [400, 404];

/** `POST /connected_accounts/complete_auth`, for which the SDK has no method. */
export function completeAuth({ raw }: ComposioClient): ProviderAccounts['completeAuth'] {
  return async (workspaceId, sessionUri) => {
    const what = 'complete auth';
    const body = { user_id: workspaceId, session_uri: sessionUri };
    try {
      const answer = await guarded(what, () => raw.post('/api/v3.1/connected_accounts/complete_auth', { body }));
      return { accountId: parsed(what, completed, answer).connected_account_id };
    } catch (error) {
      if (NOT_ACCEPTED.includes(statusOf(error) ?? 0)) return null;
      throw error;
    }
  };
}
