import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/orm/table-types.ts';

/** A message that could not be routed, with what went wrong. */
export const DeadLetter = defineEntity({
  name: 'DeadLetter',
  tableName: 'webhook_set_aside',
  properties: {
    id: p.uuid().primary(),
    reason: p.string(),
    setAsideAt: p.datetime(),
  },
});

declare module '../../../platform/orm/table-types.ts' {
  interface Tables {
    webhook_set_aside: TableOf<typeof DeadLetter>;
  }
}
