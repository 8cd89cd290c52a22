/** What a service key may be allowed to do. Permanent: they are stored with keys. */
export const SCOPES = [
  'apps:read',
  'connections:read',
  'connections:write',
  'actions:read',
  'actions:execute',
  'events:read',
  'events:write',
] as const;

export type Scope = (typeof SCOPES)[number];

/** A procedure's scope where no key may ever call it, whatever it is allowed to do. */
export const PEOPLE_ONLY = 'people-only';
