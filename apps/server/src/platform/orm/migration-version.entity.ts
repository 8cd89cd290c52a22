import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from './table-types.ts';

/** The version of the program that applied a migration. */
export const MigrationVersion = defineEntity({
  name: 'MigrationVersion',
  tableName: 'migration_versions',
  properties: {
    migration: p.string().primary(),
    version: p.string(),
    commit: p.string().nullable(),
    appliedAt: p.datetime().defaultRaw('now()'),
  },
});

declare module './table-types.ts' {
  interface Tables {
    migration_versions: TableOf<typeof MigrationVersion>;
  }
}
