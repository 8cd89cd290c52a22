import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** A set-up link that makes an installation admin of who opens it. */
export const AdminLink = defineEntity({
  name: 'AdminLink',
  tableName: 'admin_links',
  properties: {
    /** SHA-256 of what the link carries. */
    tokenHash: p.string().primary(),
    expiresAt: p.datetime(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    admin_links: TableOf<typeof AdminLink>;
  }
}
