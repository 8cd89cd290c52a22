import { exactObject } from '@patchbay/contracts';
import { z } from 'zod';
import { guarded, parsed, type ProviderActions } from '@patchbay/provider';
import type { ComposioClient } from './client.ts';
import { composioProxy } from './proxy.ts';
import { composioUpload } from './upload-file.ts';

const result = z.object({
  successful: z.boolean(),
  data: exactObject.nullish(),
  error: z.string().nullish(),
  log_id: z.string().nullish(),
});

export function composioActions(client: ComposioClient): ProviderActions {
  const { rawRuns: raw } = client;
  return {
    canUpload: true,
    uploadFile: composioUpload(client),

    canProxy: true,
    proxy: composioProxy(client),

    async executeAction({ workspaceId, accountId, actionSlug, version, arguments: args }) {
      const what = `execute ${actionSlug}`;
      const body = {
        user_id: workspaceId,
        ...(accountId && { connected_account_id: accountId }),
        arguments: args,
        ...(version && { version }),
      };
      const wire = parsed(what, result, await guarded(what, () => raw.tools.execute(actionSlug, body)));
      const { successful, data, error, log_id: logId } = wire;
      return { successful, data: data ?? {}, error: error ?? null, logId: logId ?? null };
    },
  };
}
