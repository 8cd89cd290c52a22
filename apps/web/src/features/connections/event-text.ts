import type { HistoryEntry } from './connection.queries.ts';

const TEXTS: Record<HistoryEntry['event'], string> = {
  add: 'Added to the workspace',
  connect: 'Authorization started',
  cancel: 'Authorization cancelled',
  disconnect: 'Disconnected',
  remove: 'Removed',
  authorized: 'Connected',
  refused: 'Authorization failed',
  lapsed: 'Authorization lapsed',
  grant_ended: 'Access ended at the provider',
  returned: 'Came back from the consent page',
  disowned: 'Access withdrawn: the consent was given by someone else',
  renamed: 'Label changed',
  actions_changed: 'Enabled actions changed',
};

/** A line of the history for a person. */
export function eventText(event: HistoryEntry['event']): string {
  return TEXTS[event];
}
