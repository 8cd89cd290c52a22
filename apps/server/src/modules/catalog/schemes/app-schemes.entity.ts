import { defineEntity, p } from '@mikro-orm/core';
import type { AppScheme } from '@patchbay/provider';
import type { TableOf } from '../../../platform/orm/table-types.ts';

/** How an app is authorized, as its details at the provider say: its entry in the provider's list has the names alone. */
export const AppSchemesRow = defineEntity({
  name: 'AppSchemesRow',
  tableName: 'app_auth_schemes',
  properties: {
    slug: p.string().primary(),
    /** Null until the provider has told them. */
    schemes: p.json<AppScheme[]>().nullable(),
    /** When it was asked for them. */
    readAt: p.datetime().nullable(),
    /** Of auth configs that the project has at the provider by itself. */
    ownSchemes: p.json<string[]>().default('[]'),
    /** Whether the app knows where to send events of the project's own OAuth client; null where it cannot be told. */
    hasEndpoint: p.boolean().nullable(),
    /** When the last two were asked for. */
    checkedAt: p.datetime().nullable(),
  },
});

declare module '../../../platform/orm/table-types.ts' {
  interface Tables {
    app_auth_schemes: TableOf<typeof AppSchemesRow>;
  }
}
