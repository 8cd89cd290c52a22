import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** The picture of an app, served from our own origin. */
export const AppLogo = defineEntity({
  name: 'AppLogo',
  tableName: 'app_logos',
  properties: {
    slug: p.string().primary(),
    /** Its URL at the provider. */
    sourceUrl: p.string(),
    contentType: p.string(),
    content: p.blob().$type<Buffer>(),
    etag: p.string(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    app_logos: TableOf<typeof AppLogo>;
  }
}
