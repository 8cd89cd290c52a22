import { defineEntity, p } from '@mikro-orm/core';
import type { ProviderState, WebhookState } from '@patchbay/contracts';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** How the provider last answered, so that a page can say it without a call. One row. */
const ProviderStatus = defineEntity({
  name: 'ProviderStatus',
  tableName: 'provider_status',
  properties: {
    source: p.string().primary(),
    state: p.string().$type<ProviderState>(),
    lackedPermission: p.string().nullable(),
    webhook: p.string().$type<WebhookState>(),
    observedAt: p.datetime(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    provider_status: TableOf<typeof ProviderStatus>;
  }
}

export const PROVIDER_ENTITIES = [ProviderStatus];
