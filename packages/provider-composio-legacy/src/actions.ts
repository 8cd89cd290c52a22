import { exactObject } from '@patchbay/contracts';
import { z } from 'zod';
import { parsed, type ProviderActions, ProviderFailure } from '@patchbay/provider';
import { checkOwner } from './read-account.ts';
import type { LegacyClient } from './client.ts';
import { guardedLegacy } from './guarded-legacy.ts';

const result = z
  .object({
    successful: z.boolean().optional(),
    // The service's own spelling, for a while beside the right one.
    successfull: z.boolean().optional(),
    data: exactObject.nullish(),
    error: z.string().nullish(),
  })
  .refine(({ successful, successfull }) => (successful ?? successfull) !== undefined, 'does not say whether it worked');

export function legacyActions({ runs: sdk }: LegacyClient): ProviderActions {
  return {
    canUpload: false,
    uploadFile: () => Promise.reject(new ProviderFailure('refused', 'the old API takes no files')),

    // The old API tells neither the status nor the headers of the app's answer.
    canProxy: false,
    proxy: () => Promise.reject(new ProviderFailure('refused', 'the old API does not pass on answers of apps')),

    /** v2 runs the version it likes. */
    async executeAction({ workspaceId, accountId, actionSlug, arguments: input }) {
      if (accountId) await checkOwner({ sdk }, accountId, workspaceId);
      const what = `execute ${actionSlug}`;
      const account = accountId ? { connectedAccountId: accountId } : {};
      const request = { actionName: actionSlug, requestBody: { ...account, input } };
      const wire = parsed(what, result, await guardedLegacy(what, () => sdk.actions.execute(request)));
      const successful = wire.successful ?? wire.successfull ?? false;
      return { successful, data: wire.data ?? {}, error: wire.error ?? null, logId: null };
    },
  };
}
