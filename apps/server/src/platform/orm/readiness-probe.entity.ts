import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from './table-types.ts';

/** The row that a process writes to learn whether the database takes writes. */
export const ReadinessProbe = defineEntity({
  name: 'ReadinessProbe',
  tableName: 'readiness_probes',
  properties: {
    process: p.uuid().primary(),
    probedAt: p.datetime(),
  },
});

declare module './table-types.ts' {
  interface Tables {
    readiness_probes: TableOf<typeof ReadinessProbe>;
  }
}
