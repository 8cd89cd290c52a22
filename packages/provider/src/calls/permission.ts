/** What the parts of Composio's API are called where permissions of keys are given, by the first segment of a path. */
const AREAS: Readonly<Record<string, string>> = {
  toolkits: 'toolkits',
  auth_configs: 'auth configs',
  connected_accounts: 'connected accounts',
  triggers_types: 'triggers',
  trigger_instances: 'triggers',
  tools: 'tools',
  files: 'files',
  webhook_subscriptions: 'webhooks',
  webhook_endpoints: 'webhooks',
};

/** What a key needs for a call, as `connected accounts: write`: a refusal of the provider does not say it. */
export function permissionFor(method: string, url: string): string {
  const [, area = ''] = /\/api\/v[\d.]+\/(\w+)/.exec(new URL(url).pathname) ?? [];
  return `${AREAS[area] ?? area}: ${/^(GET|HEAD)$/i.test(method) ? 'read' : 'write'}`;
}
