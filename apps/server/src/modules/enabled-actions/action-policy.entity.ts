import { defineEntity, p } from '@mikro-orm/core';
import type { Actor } from '../access/index.ts';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** Which actions of an app new connections in a workspace start with, where the workspace has chosen. */
export const ActionPolicy = defineEntity({
  name: 'ActionPolicy',
  tableName: 'action_policies',
  properties: {
    workspaceId: p.string().primary(),
    appSlug: p.string().primary(),
    policy: p.string().$type<'important' | 'all' | 'read-only' | 'none'>(),
    chosenBy: p.json<Actor>(),
    chosenAt: p.datetime(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    action_policies: TableOf<typeof ActionPolicy>;
  }
}
