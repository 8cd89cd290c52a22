import type { ServerModule } from '../../platform/server-module.ts';
import type { WorkspaceDeletionDeps } from './clear-workspace.ts';
import { handleWorkspaceDeletionJobs } from './workspace-deletion.jobs.ts';

/** Deletes everything that a deleted workspace had. */
export const workspaceDeletionModule = {
  name: 'workspace-deletion',
  register: handleWorkspaceDeletionJobs,
} satisfies ServerModule<WorkspaceDeletionDeps>;
