import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** That a person does not want to see the checklist of a new workspace anymore. */
export const DismissedChecklist = defineEntity({
  name: 'DismissedChecklist',
  tableName: 'dismissed_checklists',
  properties: {
    workspaceId: p.string().primary(),
    userId: p.string().primary(),
    dismissedAt: p.datetime(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    dismissed_checklists: TableOf<typeof DismissedChecklist>;
  }
}
