import type { SandboxContext } from '../context.ts';
import type { AuthConfigRecord } from '../store/state.ts';
import { logoUrl } from '../toolkits/toolkit.wire.ts';

/** An auth config as `GET /auth_configs` shows it; secrets are never shown. */
export function authConfigWire(context: SandboxContext, config: AuthConfigRecord): Record<string, unknown> {
  return {
    id: config.id,
    uuid: config.uuid,
    name: config.name,
    type: config.isManaged ? 'default' : 'custom',
    status: config.isDisabled ? 'DISABLED' : 'ENABLED',
    toolkit: { slug: config.toolkit, logo: logoUrl(context, config.toolkit) },
    auth_scheme: config.authScheme,
    is_composio_managed: config.isManaged,
    is_enabled_for_tool_router: true,
    no_of_connections: connectionsOf(context, config.id),
    credentials: credentialsOf(context, config),
    expected_input_fields: [],
    tool_access_config: config.toolAccess,
    restrict_to_following_tools: [],
    proxy_config: null,
    created_by: 'sandbox',
    created_at: new Date(config.createdAt).toISOString(),
    last_updated_at: new Date(config.updatedAt).toISOString(),
  };
}

/** "May be partially hidden": what is hidden differs between projects, so a switch decides. */
function credentialsOf({ switches }: SandboxContext, { clientId, scopes }: AuthConfigRecord): Record<string, unknown> {
  const asked = scopes ? { scopes } : {};
  if (!clientId) return asked;
  return { ...asked, client_id: switches.showClientIds ? clientId : 'REDACTED', client_secret: 'REDACTED' };
}

function connectionsOf(context: SandboxContext, id: string): number {
  const accounts = [...context.store.state.accounts.values()];
  return accounts.filter((account) => account.authConfigId === id && account.deletedAt === null).length;
}
