import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** Logos of a host: the one in use, and the one before it, for the sessions that show it. */
export const ConnectHostLogo = defineEntity({
  name: 'ConnectHostLogo',
  tableName: 'connect_host_logos',
  properties: {
    hostId: p.uuid().primary(),
    /** SHA-256 of the content, hex. Its address has it, so that the content of an address never changes. */
    hash: p.string().primary(),
    contentType: p.string().$type<'image/png' | 'image/jpeg' | 'image/webp'>(),
    content: p.blob().$type<Buffer>(),
    uploadedAt: p.datetime(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    connect_host_logos: TableOf<typeof ConnectHostLogo>;
  }
}
