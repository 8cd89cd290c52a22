/** Permissions of an installation key. Permanent: they are stored with keys. */
export const INSTALLATION_SCOPES = [
  'workspaces:read',
  'workspaces:write',
  'workspaces:delete',
  'service-keys:read',
  'service-keys:write',
  'endpoints:read',
  'endpoints:write',
  'settings:read',
  'settings:write',
  'activity:read',
] as const;

export type InstallationScope = (typeof INSTALLATION_SCOPES)[number];
