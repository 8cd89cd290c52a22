/** The names of Composio's permissions, by the first segment of an API path. */
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

/**
 * The permission that a call needs, such as `connected accounts: write`, because the provider's error does not say
 * it.
 */
export function permissionFor(method: string, url: string): string {
  const [, area = ''] = /\/api\/v[\d.]+\/(\w+)/.exec(new URL(url).pathname) ?? [];
  return `${AREAS[area] ?? area}: ${/^(GET|HEAD)$/i.test(method) ? 'read' : 'write'}`;
}
