import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** An account that administers this installation. */
export const InstallationAdmin = defineEntity({
  name: 'InstallationAdmin',
  tableName: 'installation_admins',
  properties: {
    userId: p.string().primary(),
    grantedBy: p.string().$type<'first_account' | 'link' | 'command'>(),
    grantedAt: p.datetime().defaultRaw('now()'),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    installation_admins: TableOf<typeof InstallationAdmin>;
  }
}
