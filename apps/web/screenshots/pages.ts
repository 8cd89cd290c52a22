/** Below `/w/:workspace`, or from the root for what is shown without a workspace. */
export const PAGES = {
  home: 'home',
  marketplace: 'marketplace',
  'marketplace-app': 'marketplace?app=github',
  'marketplace-nothing-found': 'marketplace?q=zzzzzz',
  applications: 'applications',
  events: 'events',
  account: 'account',
  general: 'settings/general',
  members: 'settings/members',
  'service-keys': 'settings/service-keys',
  endpoints: 'settings/endpoints',
  'event-catalog': 'settings/event-catalog',
  'connect-sessions': 'settings/connect-sessions',
  hosts: 'settings/connect-sessions/hosts',
  try: 'settings/connect-sessions/try',
} as const;

/** Of installation admins. */
export const ADMIN_PAGES = {
  catalog: 'settings/catalog',
  'system-health': 'settings/health',
  'sign-up-setting': 'settings/sign-up',
  workspaces: 'settings/workspaces',
  'installation-keys': 'settings/installation-keys',
  activity: 'settings/activity',
} as const;

/** Of a connection, below its page. */
export const TABS = ['', 'actions', 'triggers', 'runs', 'code', 'activity', 'danger'] as const;

/** Signed out. */
export const PUBLIC_PAGES = {
  'sign-in': '/sign-in',
  'sign-up': '/sign-up',
  'not-found': '/no-such-page',
} as const;
