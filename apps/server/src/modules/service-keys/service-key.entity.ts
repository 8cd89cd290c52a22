import { defineEntity, p } from '@mikro-orm/core';
import type { Scope } from '@patchbay/contracts';
import type { Actor } from '../access/index.ts';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** A key with which a customer’s services act in workspaces. */
export const ServiceKey = defineEntity({
  name: 'ServiceKey',
  tableName: 'service_keys',
  properties: {
    id: p.uuid().primary(),
    /** The workspace that manages it. */
    workspaceId: p.string(),
    name: p.string(),
    scopes: p.array<Scope>(),
    /** SHA-256 of the secret. */
    secretHash: p.string(),
    previousHash: p.string().nullable(),
    previousUntil: p.datetime().nullable(),
    createdBy: p.json<Actor>(),
    createdAt: p.datetime(),
    expiresAt: p.datetime().nullable(),
    revokedAt: p.datetime().nullable(),
    revokedBy: p.json<Actor>().nullable(),
    lastUsedAt: p.datetime().nullable(),
    /** User ids of those who have seen a valid secret. A null element: unknown, from before this was recorded. */
    shownTo: p.array<string | null>().nullable(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    service_keys: TableOf<typeof ServiceKey>;
  }
}
