import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** The actions that a connection may use. */
export const EnabledActionList = defineEntity({
  name: 'EnabledActionList',
  tableName: 'enabled_actions',
  properties: {
    workspaceId: p.string().primary(),
    connectionId: p.uuid().primary(),
    actions: p.array(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    enabled_actions: TableOf<typeof EnabledActionList>;
  }
}
