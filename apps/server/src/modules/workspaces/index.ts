/** What other modules may use. */
export { startInWorkspace } from './commands/start-in-workspace.ts';
export { clearWorkspaceJob } from './workspace-jobs.ts';
