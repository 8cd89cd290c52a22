import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/orm/table-types.ts';

/** Identifies a message that arrives again. */
export const MessageDigest = defineEntity({
  name: 'MessageDigest',
  tableName: 'webhook_message_ids',
  properties: {
    digest: p.uuid().primary(),
    receivedAt: p.datetime(),
  },
});

declare module '../../../platform/orm/table-types.ts' {
  interface Tables {
    webhook_message_ids: TableOf<typeof MessageDigest>;
  }
}
