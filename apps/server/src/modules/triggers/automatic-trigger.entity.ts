import { defineEntity, p } from '@mikro-orm/core';
import type { Actor } from '../access/index.ts';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** A trigger that every new connection of an app in a workspace subscribes to. */
export const AutomaticTrigger = defineEntity({
  name: 'AutomaticTrigger',
  tableName: 'automatic_triggers',
  properties: {
    workspaceId: p.string().primary(),
    appSlug: p.string().primary(),
    triggerSlug: p.string().primary(),
    /** Exact JSON, as text. */
    config: p.string(),
    createdBy: p.json<Actor>(),
    createdAt: p.datetime(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    automatic_triggers: TableOf<typeof AutomaticTrigger>;
  }
}
