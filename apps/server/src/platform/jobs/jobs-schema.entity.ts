import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** Where pg-boss has its tables: one row. */
export const JobsSchema = defineEntity({
  name: 'JobsSchema',
  tableName: 'jobs_schema',
  properties: {
    onlyRow: p.boolean().primary().default(true),
    name: p.string().nullable(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    jobs_schema: TableOf<typeof JobsSchema>;
  }
}
