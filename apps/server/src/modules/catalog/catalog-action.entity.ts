import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** An action of an app, as the provider describes it. */
export const CatalogActionRow = defineEntity({
  name: 'CatalogActionRow',
  tableName: 'composio_actions_cache',
  properties: {
    slug: p.string().primary(),
    appSlug: p.string(),
    name: p.string(),
    description: p.string(),
    tags: p.json<string[]>(),
    inputSchema: p.json<Record<string, unknown>>(),
    outputSchema: p.json<Record<string, unknown>>(),
    version: p.string().nullable(),
    /** Permissions that it needs: one of each list. */
    requiredScopes: p.json<string[][]>().default('[]'),
    /** SHA-256 of the provider's data. */
    contentHash: p.string(),
    /** When the provider was first seen not to list it anymore. */
    goneAt: p.datetime().nullable(),
    syncedAt: p.datetime(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    composio_actions_cache: TableOf<typeof CatalogActionRow>;
  }
}
