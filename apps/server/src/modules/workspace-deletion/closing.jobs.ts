import { clearWorkspaceJob } from '../workspaces/index.ts';
import { clearWorkspace, type ClosingDeps } from './clear-workspace.ts';

/** Says who ends what a deleted workspace had. */
export function handleClosing(deps: ClosingDeps): void {
  deps.jobs.handle(clearWorkspaceJob, (job) => clearWorkspace(deps, job));
}
