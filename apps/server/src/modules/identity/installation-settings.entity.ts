import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** Settings that installation admins change in the web app: one row. */
export const InstallationSettings = defineEntity({
  name: 'InstallationSettings',
  tableName: 'installation_settings',
  properties: {
    isOnly: p.boolean().primary().default(true),
    signUp: p.string().$type<'open' | 'invited-only' | 'closed'>().default('open'),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    installation_settings: TableOf<typeof InstallationSettings>;
  }
}
