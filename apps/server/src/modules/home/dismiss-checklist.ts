import type { Clock } from '../../platform/clock.ts';
import { db } from '../../platform/orm/tables.ts';
import type { Access } from '../access/index.ts';

export interface DismissChecklistDeps {
  clock: Clock;
}

/** Puts the checklist away for this person, in this workspace, for good. */
export async function dismissChecklist(
  { clock }: DismissChecklistDeps,
  { em, workspaceId, actor }: Pick<Access, 'em' | 'workspaceId' | 'actor'>,
): Promise<void> {
  await db(em)
    .insertInto('dismissed_checklists')
    .values({ workspace_id: workspaceId, user_id: actor.id, dismissed_at: clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
