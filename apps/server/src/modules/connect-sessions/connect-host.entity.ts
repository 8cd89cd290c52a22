import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { ConnectTheme } from '@patchbay/contracts';
import type { TableOf } from '../../platform/orm/table-types.ts';
import type { Actor } from '../access/index.ts';

/** A customer's product whose pages may embed the connect page. */
export const ConnectHost = defineEntity({
  name: 'ConnectHost',
  tableName: 'connect_hosts',
  properties: {
    id: p.uuid().primary(),
    /** Null: for every workspace of the installation. */
    workspaceId: p.string().nullable(),
    /** Exact, as browsers send it. */
    origin: p.string(),
    /** Where the result may be sent: scheme, host, port and path. */
    returnUrls: p.json<string[]>(),
    /** The product's name, shown beside its address and never instead of it. */
    displayName: p.string().nullable(),
    /** Colors and corners of its pages, where a session says nothing else. */
    theme: p.json<ConnectTheme>().default('{}'),
    /** SHA-256 of the logo in use, hex. */
    logoHash: p.string().nullable(),
    status: p.string().$type<'pending' | 'approved'>(),
    approvedHow: p.string().$type<'admin' | 'well_known'>().nullable(),
    approvedBy: p.json<Actor>().nullable(),
    approvedAt: p.datetime().nullable(),
    addedBy: p.json<Actor>(),
    createdAt: p.datetime(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    connect_hosts: TableOf<typeof ConnectHost>;
  }
}

export type ConnectHost = InferEntity<typeof ConnectHost>;
