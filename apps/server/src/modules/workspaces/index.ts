/** The public interface of this module. */
export { startInWorkspace } from './commands/start-in-workspace.ts';
export { clearWorkspaceJob } from './workspace-jobs.ts';
