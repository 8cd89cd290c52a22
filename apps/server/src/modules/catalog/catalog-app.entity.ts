import { defineEntity, p } from '@mikro-orm/core';
import type { AppMetadata } from './app-metadata.ts';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** An app of the provider’s catalog. */
export const CatalogAppRow = defineEntity({
  name: 'CatalogAppRow',
  tableName: 'composio_apps_cache',
  properties: {
    slug: p.string().primary(),
    name: p.string(),
    description: p.string(),
    appUrl: p.string().nullable(),
    logoUrl: p.string().nullable(),
    categories: p.json<{ slug: string; name: string }[]>(),
    authSchemes: p.json<string[]>(),
    managedSchemes: p.json<string[]>().nullable(),
    guideUrl: p.string().nullable(),
    needsAuth: p.boolean(),
    /** Whether it cannot be connected before an installation admin has set something up. See update-needs-setup.ts. */
    needsSetup: p.boolean().default(false),
    actionsCount: p.integer(),
    triggersCount: p.integer(),
    /** The provider’s order: the most used first. */
    position: p.integer(),
    appMetadata: p.json<AppMetadata>(),
    /** SHA-256 of the provider's data. */
    contentHash: p.string(),
    /** When the provider was first seen not to list it anymore. */
    goneAt: p.datetime().nullable(),
    syncedAt: p.datetime(),
    /** What is searched, with weights. See search/build-search.ts. */
    searchDocument: p.string().columnType('tsvector').nullable(),
    /** The app's names, each in one word on a line of its own. */
    searchNames: p.string().nullable(),
    /** Which other names were stored with it. */
    searchVersion: p.string().nullable(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    composio_apps_cache: TableOf<typeof CatalogAppRow>;
  }
}
