import type { ConnectionView } from '@patchbay/contracts';
import type { Column } from '../../../shared/table/useColumns.ts';
import { statusBadge } from '../status-text.ts';

/** A row of the table. */
export interface ConnectionFacts {
  view: ConnectionView;
  lastEvent: string | null;
}

export interface ConnectionColumn extends Column {
  /** What it is sorted by, and what an export has. */
  value: (facts: ConnectionFacts) => string | null;
}

/** Always shown, first. */
export const FIXED_COLUMNS: ConnectionColumn[] = [
  {
    id: 'app',
    title: 'connections.column.app',
    isDefault: true,
    value: ({ view: { app, label } }) => `${app.name} ${label}`.trim(),
  },
  { id: 'status', title: 'connections.column.status', isDefault: true, value: ({ view }) => statusText(view) },
];

/** The others, which a person may choose. */
export const CONNECTION_COLUMNS: ConnectionColumn[] = [
  {
    id: 'account',
    title: 'connections.column.account',
    isDefault: true,
    value: ({ view }) => view.account?.identity ?? null,
  },
  { id: 'person', title: 'connections.column.person', isDefault: true, value: ({ view }) => personOf(view) },
  { id: 'event', title: 'connections.column.event', isDefault: true, value: ({ lastEvent }) => lastEvent },
  {
    id: 'user',
    title: 'connections.column.user',
    isDefault: false,
    value: ({ view }) => view.endUser?.name ?? view.endUser?.id ?? null,
  },
  { id: 'tags', title: 'connections.column.tags', isDefault: false, value: ({ view }) => tagsText(view) },
  { id: 'connected', title: 'connections.column.connected', isDefault: false, value: ({ view }) => view.connectedAt },
  { id: 'added', title: 'connections.column.added', isDefault: false, value: ({ view }) => view.createdAt },
  { id: 'updated', title: 'connections.column.updated', isDefault: false, value: ({ view }) => view.updatedAt },
];

/** What an export has in addition. */
const EXPORTED: ConnectionColumn[] = [
  { id: 'label', title: 'connections.column.label', isDefault: false, value: ({ view }) => view.label },
  {
    id: 'endUserId',
    title: 'connections.column.endUserId',
    isDefault: false,
    value: ({ view }) => view.endUser?.id ?? null,
  },
  { id: 'id', title: 'connections.column.id', isDefault: false, value: ({ view }) => view.id },
];

export const EXPORT_COLUMNS = [...FIXED_COLUMNS, ...CONNECTION_COLUMNS, ...EXPORTED];

/** The status of all parts, as the badge has it. */
export function statusText({ status, health }: Pick<ConnectionView, 'status' | 'health'>): string {
  return statusBadge(health.level === 'degraded' ? 'expired' : status).text;
}

/** Who connected it, or else added it. */
function personOf({ connectedBy, addedBy }: Pick<ConnectionView, 'connectedBy' | 'addedBy'>): string {
  return (connectedBy ?? addedBy).name;
}

function tagsText({ tags }: Pick<ConnectionView, 'tags'>): string {
  return Object.entries(tags)
    .map((tag) => tag.join('='))
    .join(', ');
}
