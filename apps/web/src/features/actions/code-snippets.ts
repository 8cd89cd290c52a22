export interface SnippetFacts {
  baseUrl: string;
  workspaceId: string;
  connectionId: string;
  /** An enabled action; null when there is none. */
  action: string | null;
}

/** Code for a service that executes an action with this connection. */
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
      title: 'cURL',
      code: `curl ${baseUrl}/api/v1/actions/execute \\
  --header "Authorization: Bearer $PATCHBAY_KEY" \\
  --header 'x-patchbay-workspace: ${workspaceId}' \\
  --json '{"connectionId":"${connectionId}","action":"${slug}","arguments":{}}'`,
    },
  ];
}
