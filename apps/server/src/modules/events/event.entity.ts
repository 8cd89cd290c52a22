import { defineEntity, p } from '@mikro-orm/core';
import type { EventView } from '@patchbay/contracts';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** A message of a connected app. Partitioned by the week of its id. */
export const EventRow = defineEntity({
  name: 'EventRow',
  tableName: 'events',
  properties: {
    workspaceId: p.string().primary(),
    id: p.uuid().primary(),
    /** The transaction that wrote it: the order of streams, because ids are assigned before the commit. */
    txId: p.string().columnType('xid8').defaultRaw('pg_current_xact_id()'),
    connectionId: p.uuid(),
    appSlug: p.string(),
    triggerSlug: p.string(),
    subscriptionId: p.uuid().nullable(),
    messageId: p.string(),
    /** Whether it matches a trigger subscription. */
    verdict: p.string().$type<EventView['verdict']>(),
    happenedAt: p.datetime().nullable(),
    receivedAt: p.datetime(),
    payload: p.json<Record<string, unknown>>(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    events: TableOf<typeof EventRow>;
  }
}
