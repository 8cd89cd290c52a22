import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/orm/table-types.ts';

/** A message for an account that no connection has yet. */
export const UnmatchedMessage = defineEntity({
  name: 'UnmatchedMessage',
  tableName: 'webhook_unmatched',
  properties: {
    accountId: p.string().primary(),
    id: p.uuid().primary(),
  },
});

declare module '../../../platform/orm/table-types.ts' {
  interface Tables {
    webhook_unmatched: TableOf<typeof UnmatchedMessage>;
  }
}
