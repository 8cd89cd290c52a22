import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** A setup link that makes the account that opens it an installation admin. */
export const AdminLink = defineEntity({
  name: 'AdminLink',
  tableName: 'admin_links',
  properties: {
    /** SHA-256 of the link's token. */
    tokenHash: p.string().primary(),
    expiresAt: p.datetime(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    admin_links: TableOf<typeof AdminLink>;
  }
}
