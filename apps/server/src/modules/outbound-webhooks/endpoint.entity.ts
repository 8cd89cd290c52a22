import type { OFF_REASONS, OutgoingEventType } from '@patchbay/contracts';
import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { EncryptionContext } from '../../platform/crypto/vault.ts';
import type { Actor } from '../access/index.ts';
import type { TableOf } from '../../platform/orm/table-types.ts';

export type OffReason = (typeof OFF_REASONS)[number];

/** A URL of a workspace that its events are delivered to. */
export const Endpoint = defineEntity({
  name: 'Endpoint',
  tableName: 'endpoints',
  properties: {
    workspaceId: p.string().primary(),
    id: p.uuid().primary(),
    url: p.string(),
    description: p.string(),
    /** The types of events that it receives. Null: trigger messages, with the body from before there were types. */
    types: p.json<OutgoingEventType[]>().nullable(),
    /** Filters the events; empty means all. */
    apps: p.json<string[]>(),
    triggers: p.json<string[]>(),
    status: p.string().$type<'on' | 'off'>(),
    offReason: p.string().$type<OffReason>().nullable(),
    /** When the current series of failures began; null after a success. */
    failingSince: p.datetime().nullable(),
    /** Sealed, and bound to this row. */
    secretSealed: p.string(),
    previousSecretSealed: p.string().nullable(),
    previousUntil: p.datetime().nullable(),
    createdBy: p.json<Actor>(),
    /**
     * User ids of those who have seen a current secret or chose the address. A null element: unknown, from before
     * this was recorded.
     */
    shownTo: p.array<string | null>().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    endpoints: TableOf<typeof Endpoint>;
  }
}

export type Endpoint = InferEntity<typeof Endpoint>;

/** The encryption context of an endpoint's secret. */
export function secretContext(
  { workspaceId, id }: Pick<Endpoint, 'workspaceId' | 'id'>,
  column: string,
): EncryptionContext {
  return { table: 'endpoints', column, workspaceId, rowId: id };
}
