import { t } from '../../shared/i18n/t.ts';
import type { HistoryEntry } from './connection.queries.ts';

/** The text of a history entry. */
export function eventText(event: HistoryEntry['event']): string {
  return t(`connections.history.${event}`);
}
