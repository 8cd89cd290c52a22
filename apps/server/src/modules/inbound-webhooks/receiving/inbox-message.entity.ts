import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/orm/table-types.ts';

/** A message as the provider sent it. Partitioned by week of its id. */
export const InboxMessage = defineEntity({
  name: 'InboxMessage',
  tableName: 'webhook_inbox',
  properties: {
    id: p.uuid().primary(),
    source: p.string(),
    messageId: p.string(),
    receivedAt: p.datetime(),
    /** The raw bytes that were signed. */
    body: p.blob().$type<Buffer>(),
    kind: p.string(),
    accountId: p.string().nullable(),
    verdict: p.string(),
  },
});

declare module '../../../platform/orm/table-types.ts' {
  interface Tables {
    webhook_inbox: TableOf<typeof InboxMessage>;
  }
}
