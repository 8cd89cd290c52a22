import type { InstallationScope } from './installation-key.queries.ts';

const TEXTS: Record<InstallationScope, string> = {
  'workspaces:read': 'List workspaces',
  'workspaces:write': 'Create, rename, archive and restore workspaces',
  'workspaces:delete': 'Delete workspaces permanently',
  'service-keys:read': 'List service keys',
  'service-keys:write': 'Create, rotate and revoke service keys',
  'endpoints:read': 'List endpoints',
  'endpoints:write': 'Create, change and remove endpoints',
  'settings:read': 'Read automatic triggers and policies',
  'settings:write': 'Set automatic triggers and policies',
  'activity:read': 'Read the activity',
};

/** The scopes with their texts, in the order in which they are offered. */
export const INSTALLATION_SCOPES = Object.entries(TEXTS).map(([scope, text]) => ({
  scope: scope as InstallationScope,
  text,
}));
