export interface SnippetFacts {
  baseUrl: string;
  workspaceId: string;
  connectionId: string;
  /** An action that is enabled; null where there is none yet. */
  action: string | null;
}

/** What a service would write to run an action with this very connection. */
export function snippetsFor({ baseUrl, workspaceId, connectionId, action }: SnippetFacts) {
  const slug = action ?? 'AN_ENABLED_ACTION';
  return [
    {
      title: 'TypeScript',
      code: `import { createPatchbayClient } from '@patchbay/client';

const patchbay = createPatchbayClient({
  baseUrl: '${baseUrl}',
  serviceKey: process.env.PATCHBAY_KEY,
  workspace: '${workspaceId}',
});

const { successful, data, error } = await patchbay.actions.execute({
  connectionId: '${connectionId}',
  action: '${slug}',
  arguments: {},
  idempotencyKey: crypto.randomUUID(),
});`,
    },
    {
      title: 'Any language, by HTTP',
      code: `curl ${baseUrl}/api/actions/execute \\
  --header "Authorization: Bearer $PATCHBAY_KEY" \\
  --header 'x-patchbay-workspace: ${workspaceId}' \\
  --json '{"connectionId":"${connectionId}","action":"${slug}","arguments":{}}'`,
    },
  ];
}
