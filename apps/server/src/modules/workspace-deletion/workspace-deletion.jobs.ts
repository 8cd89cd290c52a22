import { clearWorkspaceJob } from '../workspaces/index.ts';
import { clearWorkspace, type WorkspaceDeletionDeps } from './clear-workspace.ts';

/** Says who ends what a deleted workspace had. */
export function handleWorkspaceDeletionJobs(deps: WorkspaceDeletionDeps): void {
  deps.jobs.handle(clearWorkspaceJob, (job) => clearWorkspace(deps, job));
}
