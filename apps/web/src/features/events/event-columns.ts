import type { Column } from '../../shared/table/useColumns.ts';
import type { EventView } from './event.queries.ts';
import { deliveriesWords, eventTitle, verdictWords } from './event-words.ts';
import { t } from '../../shared/i18n/t.ts';

export interface EventColumn extends Column {
  /** What an export has. */
  value: (event: EventView) => string | null;
}

/** What a person may choose. The event itself is always shown, first. */
export const EVENT_COLUMNS: EventColumn[] = [
  { id: 'connection', title: 'events.column.connection', isDefault: true, value: connectionText },
  { id: 'match', title: 'events.column.match', isDefault: true, value: matchText },
  {
    id: 'delivery',
    title: 'events.column.delivery',
    isDefault: true,
    value: ({ deliveries }) => deliveriesWords(deliveries).text,
  },
  { id: 'received', title: 'events.column.received', isDefault: true, value: ({ receivedAt }) => receivedAt },
  { id: 'occurred', title: 'events.column.occurred', isDefault: false, value: ({ happenedAt }) => happenedAt },
  { id: 'type', title: 'events.column.type', isDefault: false, value: ({ type, trigger }) => trigger ?? type },
  { id: 'id', title: 'events.column.id', isDefault: false, value: ({ id }) => id },
];

export const EXPORT_COLUMNS: EventColumn[] = [
  { id: 'event', title: 'events.column.event', isDefault: true, value: eventTitle },
  { id: 'app', title: 'events.column.app', isDefault: true, value: ({ app }) => app?.name ?? null },
  ...EVENT_COLUMNS,
  {
    id: 'connectionId',
    title: 'events.column.connectionId',
    isDefault: false,
    value: ({ connectionId }) => connectionId,
  },
];

function connectionText({ connectionId, connectionLabel, app }: EventView): string | null {
  if (!connectionId) return null;
  if (connectionLabel === null) return t('events.removedConnection');
  return connectionLabel || (app?.name ?? null);
}

/** Only messages of triggers are matched. */
function matchText({ type, verdict }: EventView): string | null {
  return type === 'trigger.message' ? verdictWords(verdict).text : null;
}
