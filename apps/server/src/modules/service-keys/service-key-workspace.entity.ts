import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** A workspace that a key may act in. */
export const ServiceKeyWorkspace = defineEntity({
  name: 'ServiceKeyWorkspace',
  tableName: 'service_key_workspaces',
  properties: {
    workspaceId: p.string().primary(),
    keyId: p.uuid().primary(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    service_key_workspaces: TableOf<typeof ServiceKeyWorkspace>;
  }
}
