import { clearWorkspaceJob } from '../workspaces/index.ts';
import { clearWorkspace, type WorkspaceDeletionDeps } from './clear-workspace.ts';

/** Registers the handlers of this module's jobs. */
export function handleWorkspaceDeletionJobs(deps: WorkspaceDeletionDeps): void {
  deps.jobs.handle(clearWorkspaceJob, (job) => clearWorkspace(deps, job));
}
