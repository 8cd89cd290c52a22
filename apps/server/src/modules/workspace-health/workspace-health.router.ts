import { workspaceHealthSchema } from '@patchbay/contracts';
import { noInput } from '../../platform/trpc/input-object.ts';
import { t } from '../../platform/trpc/trpc.ts';
import type { Procedures } from '../access/index.ts';
import { readWorkspaceHealth, type WorkspaceHealthDeps } from './read-workspace-health.ts';
import { healthDocs } from './workspace-health.docs.ts';

export type WorkspaceHealthRouterDeps = WorkspaceHealthDeps & { procedures: Procedures };

export function healthRouter(deps: WorkspaceHealthRouterDeps) {
  return t.router({
    get: deps.procedures
      .withKeys('viewer', 'connections:read')
      .meta(healthDocs.get)
      .input(noInput)
      .output(workspaceHealthSchema)
      .query(({ ctx }) => readWorkspaceHealth(deps, ctx)),
  });
}
