import { z } from 'zod';
import { noInput } from '../../platform/trpc/input-object.ts';
import { t } from '../../platform/trpc/trpc.ts';
import type { Procedures } from '../access/index.ts';
import { dismissChecklist, type DismissChecklistDeps } from './dismiss-checklist.ts';
import { activityInput, activityOutput, readActivity } from './read-activity.ts';
import { checklistOutput, readChecklist } from './read-checklist.ts';

export type HomeRouterDeps = DismissChecklistDeps & { procedures: Procedures };

/** What only the page Home asks for. */
export function homeRouter(deps: HomeRouterDeps) {
  const viewer = deps.procedures.inWorkspace('viewer');
  return t.router({
    activity: viewer
      .input(activityInput)
      .output(activityOutput)
      .query(({ ctx, input }) => readActivity(ctx, input)),
    checklist: viewer
      .input(noInput)
      .output(checklistOutput)
      .query(({ ctx }) => readChecklist(ctx)),
    dismissChecklist: viewer
      .input(noInput)
      .output(z.object({}))
      .mutation(({ ctx }) => dismissChecklist(deps, ctx).then(() => ({}))),
  });
}
