import { defineEntity, p } from '@mikro-orm/core';
import type { InstallationScope } from '@patchbay/contracts';
import type { Actor } from '../access/index.ts';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** A key with which a customer’s services manage the workspaces of this installation. */
export const InstallationKey = defineEntity({
  name: 'InstallationKey',
  tableName: 'installation_keys',
  properties: {
    id: p.uuid().primary(),
    name: p.string(),
    scopes: p.array<InstallationScope>(),
    /** Addresses and networks (CIDR) that it may be used from; empty: all. */
    addresses: p.array(),
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
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    installation_keys: TableOf<typeof InstallationKey>;
  }
}
