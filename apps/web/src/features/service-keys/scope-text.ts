import type { Scope } from './service-key.queries.ts';

const TEXTS: Record<Scope, string> = {
  'connections:read': 'See connections and follow their changes',
  'connections:write': 'Add, disconnect and remove connections, choose their actions',
  'actions:execute': 'Run enabled actions',
  'connections:proxy': 'Send requests to apps, where an admin has allowed them',
  'connect-sessions:read': 'See connect sessions and their hosts',
  'connect-sessions:write': 'Let users of your product connect apps, and confirm or forget them',
  'actions:read': 'See the execution log',
  'apps:read': 'Browse the marketplace',
  'events:read': 'Read trigger events',
  'events:write': 'Redeliver events',
};

/** The scopes with their texts, in the order in which they are offered. */
export const SCOPES = Object.entries(TEXTS).map(([scope, text]) => ({ scope: scope as Scope, text }));
