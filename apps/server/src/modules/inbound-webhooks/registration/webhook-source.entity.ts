import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/orm/table-types.ts';

/** Our webhook subscription at the provider, with its signing secret. */
export const WebhookSource = defineEntity({
  name: 'WebhookSource',
  tableName: 'webhook_sources',
  properties: {
    source: p.string().primary(),
    subscriptionId: p.string(),
    url: p.string(),
    /** Sealed, and bound to this row. */
    secretSealed: p.string().nullable(),
    previousSecretSealed: p.string().nullable(),
    previousUntil: p.datetime().nullable(),
    updatedAt: p.datetime(),
  },
});

declare module '../../../platform/orm/table-types.ts' {
  interface Tables {
    webhook_sources: TableOf<typeof WebhookSource>;
  }
}
