/** Permissions of a service key. Permanent: they are stored with keys. */
export const SCOPES = [
  'apps:read',
  'connections:read',
  'connections:write',
  'connections:proxy',
  'connect-sessions:read',
  'connect-sessions:write',
  'actions:read',
  'actions:execute',
  'events:read',
  'events:write',
] as const;

export type Scope = (typeof SCOPES)[number];
