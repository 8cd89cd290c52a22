import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { MachineState, ReasonCode } from '@patchbay/lifecycle';
import type { Actor } from '../access/index.ts';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** The outcome of releasing an account. Added when the release is done, with the connection's version at that time. */
const RELEASE_EVENTS = ['released_deleted', 'released_revoked'] as const;

/** Everything the history can record: the machine's events, and a few notes that change no status. */
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
  'confirmed',
  'approved',
  'unconfirmed',
  'renamed',
  'actions_changed',
  'proxy_rules_changed',
  'health_changed',
  ...RELEASE_EVENTS,
] as const;

export type HistoryEvent = (typeof HISTORY_EVENTS)[number];

/** Includes the name that earlier versions wrote. Stored rows keep it forever. */
export type StoredEvent = HistoryEvent | 'disowned';

/** Maps a stored event to its current name. */
export function eventNamed(stored: StoredEvent): HistoryEvent {
  return stored === 'disowned' ? 'account_disputed' : stored;
}

/** One entry of a connection's history. Rows are never changed, and outlive the connection. */
export const HistoryEntry = defineEntity({
  name: 'HistoryEntry',
  tableName: 'connection_events',
  properties: {
    workspaceId: p.string().primary(),
    id: p.uuid().primary(),
    /** The transaction that wrote the entry. Streams order by it, because sequence ids are taken before the commit. */
    txId: p.string().columnType('xid8').defaultRaw('pg_current_xact_id()'),
    seq: p.bigint('string').autoincrement(),
    connectionId: p.uuid(),
    appSlug: p.string(),
    /** Whose connection it was, and its tags; null: a member's, and none. */
    endUserId: p.string().nullable(),
    tags: p.json<Record<string, string>>().nullable(),
    at: p.datetime(),
    event: p.string().$type<StoredEvent>(),
    fromStatus: p.string().$type<MachineState>(),
    toStatus: p.string().$type<MachineState>(),
    /** True for an event that the current state did not accept. */
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
