import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/orm/table-types.ts';

/** A message of the inbox that has to be routed. */
export const QueuedMessage = defineEntity({
  name: 'QueuedMessage',
  tableName: 'webhook_queue',
  properties: {
    id: p.uuid().primary(),
  },
});

declare module '../../../platform/orm/table-types.ts' {
  interface Tables {
    webhook_queue: TableOf<typeof QueuedMessage>;
  }
}
