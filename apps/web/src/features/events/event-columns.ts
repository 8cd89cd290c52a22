import type { Column } from '../../shared/table/useColumns.ts';
import type { EventView } from './event.queries.ts';
import { deliveriesWords, eventTitle, verdictWords } from './event-words.ts';

export interface EventColumn extends Column {
  /** What an export has. */
  value: (event: EventView) => string | null;
}

/** What a person may choose. The event itself is always shown, first. */
export const EVENT_COLUMNS: EventColumn[] = [
  { id: 'connection', title: 'Connection', isDefault: true, value: connectionText },
  { id: 'match', title: 'Match', isDefault: true, value: matchText },
  { id: 'delivery', title: 'Delivery', isDefault: true, value: ({ deliveries }) => deliveriesWords(deliveries).text },
  { id: 'received', title: 'Received', isDefault: true, value: ({ receivedAt }) => receivedAt },
  { id: 'occurred', title: 'Occurred', isDefault: false, value: ({ happenedAt }) => happenedAt },
  { id: 'type', title: 'Type', isDefault: false, value: ({ type, trigger }) => trigger ?? type },
  { id: 'id', title: 'Event ID', isDefault: false, value: ({ id }) => id },
];

export const EXPORT_COLUMNS: EventColumn[] = [
  { id: 'event', title: 'Event', isDefault: true, value: eventTitle },
  { id: 'app', title: 'App', isDefault: true, value: ({ app }) => app?.name ?? null },
  ...EVENT_COLUMNS,
  { id: 'connectionId', title: 'Connection ID', isDefault: false, value: ({ connectionId }) => connectionId },
];

function connectionText({ connectionId, connectionLabel, app }: EventView): string | null {
  if (!connectionId) return null;
  if (connectionLabel === null) return 'A removed connection';
  return connectionLabel || (app?.name ?? null);
}

/** Only messages of triggers are matched. */
function matchText({ type, verdict }: EventView): string | null {
  return type === 'trigger.message' ? verdictWords(verdict).text : null;
}
