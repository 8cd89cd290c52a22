import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { type ConnectionContext, type ReasonCode, type Status, STATUSES } from '@patchbay/lifecycle';
import type { Actor } from '../access/index.ts';
import type { HealthParts } from './health/health-parts.ts';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** An app in a workspace. Only apply-event.ts writes `status`. */
export const Connection = defineEntity({
  name: 'Connection',
  tableName: 'entity_connections',
  properties: {
    workspaceId: p.string().primary(),
    id: p.uuid().primary(),
    appSlug: p.string(),
    label: p.string(),
    /** The customer's own id of the end user whose connection it is; null for the workspace's own. Never changes. */
    endUserId: p.string().nullable(),
    endUserName: p.string().nullable(),
    endUserEmail: p.string().nullable(),
    /** Set by the customer's service. */
    tags: p.json<Record<string, string>>().default('{}'),
    status: p.enum([...STATUSES]).$type<Status>(),
    attemptId: p.uuid().nullable(),
    /** The connected account in use. The column keeps the name of the original specification. */
    accountId: p.string().nullable().name('connection_id'),
    fallback: p.string().$type<'added' | 'expired'>().name('fallback_status'),
    /** Of the open attempt: see the machine. */
    confirmation: p.string().$type<ConnectionContext['confirmation']>().default('none'),
    reasonCode: p.string().$type<ReasonCode>().nullable(),
    reasonDetail: p.string().nullable(),
    /** What of its health is not in its status. Only a change of the health itself increments the version. */
    healthParts: p.json<HealthParts>().default('{}'),
    accountIdentity: p.string().nullable(),
    /** How the account in use was authorized, and its permissions, as far as the provider says. */
    authScheme: p.string().nullable(),
    scopesRequested: p.json<string[]>().nullable(),
    scopesGranted: p.json<string[]>().nullable(),
    addedBy: p.json<Actor>(),
    connectedBy: p.json<Actor>().nullable(),
    connectedAt: p.datetime().nullable(),
    /** When the provider was last asked whether the account in use still works. */
    checkedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    entity_connections: TableOf<typeof Connection>;
  }
}

export type Connection = InferEntity<typeof Connection>;
