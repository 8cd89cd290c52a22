import { defineEntity, p } from '@mikro-orm/core';
import type { EventData, EventView, OutgoingEventType } from '@patchbay/contracts';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** One event for customers: a message of a trigger, or something that happened here. Partitioned by the week of its id. */
export const EventRow = defineEntity({
  name: 'EventRow',
  tableName: 'events',
  properties: {
    workspaceId: p.string().primary(),
    id: p.uuid().primary(),
    /** The transaction that wrote it: the order of streams, because ids are assigned before the commit. */
    txId: p.string().columnType('xid8').defaultRaw('pg_current_xact_id()'),
    type: p.string().$type<OutgoingEventType>().default('trigger.message'),
    /** Of its type in the catalog; null for trigger messages, whose body depends on the endpoint. */
    version: p.smallint().nullable(),
    /** The workspace and the connection that it names, as they were then. Null for messages of earlier versions. */
    about: p.json<EventAbout>().nullable(),
    connectionId: p.uuid().nullable(),
    appSlug: p.string().nullable(),
    triggerSlug: p.string().nullable(),
    subscriptionId: p.uuid().nullable(),
    messageId: p.string(),
    /** Whether it matches a trigger subscription. */
    verdict: p.string().$type<EventView['verdict']>(),
    happenedAt: p.datetime().nullable(),
    receivedAt: p.datetime(),
    payload: p.json<Record<string, unknown>>(),
  },
});

/** JSON, spliced into bodies as text. */
interface EventAbout {
  workspace: EventData<'connection.added'>['workspace'];
  connection?: EventData<'connection.added'>['connection'];
}

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    events: TableOf<typeof EventRow>;
  }
}
