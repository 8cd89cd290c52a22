import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { MachineState, ReasonCode } from '@patchbay/lifecycle';
import type { Actor } from '../access/index.ts';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** How an account that the workspace gave up ended. Written when it is done, with the version the connection has then. */
const RELEASE_EVENTS = ['released_deleted', 'released_revoked'] as const;

/** What the history can say happened: the machine's events and a few notes that change no status. */
export const HISTORY_EVENTS = [
  'add',
  'connect',
  'cancel',
  'disconnect',
  'remove',
  'authorized',
  'refused',
  'lapsed',
  'grant_ended',
  'account_disputed',
  'returned',
  'approved',
  'unconfirmed',
  'renamed',
  'actions_changed',
  ...RELEASE_EVENTS,
] as const;

export type HistoryEvent = (typeof HISTORY_EVENTS)[number];

/** With the name that only earlier versions wrote. Rows keep it for ever. */
export type StoredEvent = HistoryEvent | 'disowned';

/** What it is called now. */
export function eventNamed(stored: StoredEvent): HistoryEvent {
  return stored === 'disowned' ? 'account_disputed' : stored;
}

/** One line of a connection's history. Rows are only ever added, and outlive the connection. */
export const HistoryEntry = defineEntity({
  name: 'HistoryEntry',
  tableName: 'connection_events',
  properties: {
    workspaceId: p.string().primary(),
    id: p.uuid().primary(),
    /** The transaction that wrote it: what a stream goes by, because ids are taken before the commit. */
    txId: p.string().columnType('xid8').defaultRaw('pg_current_xact_id()'),
    seq: p.bigint('string').autoincrement(),
    connectionId: p.uuid(),
    appSlug: p.string(),
    at: p.datetime(),
    event: p.string().$type<StoredEvent>(),
    fromStatus: p.string().$type<MachineState>(),
    toStatus: p.string().$type<MachineState>(),
    /** A fact that meant nothing in the state it met. */
    ignored: p.boolean().default(false),
    actor: p.json<Actor>(),
    reasonCode: p.string().$type<ReasonCode>().nullable(),
    reasonDetail: p.string().nullable(),
    attemptId: p.uuid().nullable(),
    /** The connection's version after this entry. */
    version: p.integer(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    connection_events: TableOf<typeof HistoryEntry>;
  }
}

export type HistoryEntry = InferEntity<typeof HistoryEntry>;
