import type { HistoryEntry } from './connection.queries.ts';

const TEXTS: Record<HistoryEntry['event'], string> = {
  add: 'Added to the workspace',
  connect: 'Authorization started',
  cancel: 'Authorization canceled',
  disconnect: 'Disconnected',
  remove: 'Removed',
  authorized: 'Connected',
  refused: 'Authorization failed',
  lapsed: 'Authorization lapsed',
  grant_ended: 'Access ended at the provider',
  returned: 'Came back from the consent page',
  confirmed: 'Confirmed by the product, and connected',
  approved: 'Approved at the provider, without a return',
  unconfirmed: 'The approval was not confirmed in time',
  account_disputed: 'Access withdrawn: the consent was given by someone else',
  health_changed: 'Health changed',
  renamed: 'Label changed',
  actions_changed: 'Enabled actions changed',
  proxy_rules_changed: 'Allowed requests changed',
  released_deleted: 'Account deleted. The app may still list the access: you can remove it in the app’s settings',
  released_revoked: 'Access revoked at the app, and account deleted',
};

/** The text of a history entry. */
export function eventText(event: HistoryEntry['event']): string {
  return TEXTS[event];
}
