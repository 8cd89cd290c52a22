import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/orm/table-types.ts';

/** A message that could not be routed, with the error. */
export const DeadLetter = defineEntity({
  name: 'DeadLetter',
  tableName: 'webhook_dead_letters',
  properties: {
    id: p.uuid().primary(),
    reason: p.string(),
    failedAt: p.datetime(),
  },
});

declare module '../../../platform/orm/table-types.ts' {
  interface Tables {
    webhook_dead_letters: TableOf<typeof DeadLetter>;
  }
}
